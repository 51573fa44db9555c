// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/token/coupledchange.h"
#include "core/token/setup.h"

#include <QDialog>

#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace pamphlet::ui {

class Callout;
class PathField;
class Workspace;

/**
 * A new signing key with its certificate, made in the background. What becomes of it is one pending change of the workspace: the key's
 * file, the bundle, and the configurations where they name other files from then on. The key's bytes are never shown.
 */
class TokenKeyDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `setup`: as it was read last; its key is not looked at. `old`: what is proposed. `root`: where the tree is on this machine.
    TokenKeyDialog(Workspace &workspace, const token::TokenSetup &setup, token::OldCertificates old, const QString &root,
                   QWidget *parent = nullptr);

    /// Where the new files go.
    std::string keyFile() const;
    std::string bundleFile() const;

public Q_SLOTS:
    void accept() override;
    void reject() override;

private:
    struct Made; ///< a new key with its certificate

    void build(const QString &root);
    QWidget *buildForm(const QString &root);
    void fillKinds();
    void propose();
    /// What there is to know before it is done, and whether it can be.
    void describe();
    std::vector<std::string> changedFiles() const;
    Result<void> checkPlaces() const;
    void makeChange(std::shared_ptr<const Made> made);
    void take(const std::shared_ptr<Result<token::CoupledChange>> &result);
    void refuse(const Error &error);
    void setRunning(bool running);

    Workspace &m_workspace;
    token::SetupPaths m_paths;
    std::string m_keyPath; ///< now
    std::string m_bundlePath; ///< now
    std::string m_issuer;
    bool m_service = false; ///< DockerAuthentication signs, which knows RSA alone
    bool m_keyClosed = false; ///< the old key's file cannot be replaced from here
    bool m_bundleShared = false; ///< the bundle is the registry's TLS certificate too
    bool m_running = false;
    QComboBox *m_kind = nullptr;
    QLabel *m_kindNote = nullptr;
    QLineEdit *m_name = nullptr;
    QSpinBox *m_days = nullptr;
    QRadioButton *m_keep = nullptr;
    QRadioButton *m_drop = nullptr;
    PathField *m_keyField = nullptr;
    PathField *m_bundleField = nullptr;
    Callout *m_note = nullptr;
    Callout *m_error = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_create = nullptr;
};

} // namespace pamphlet::ui
