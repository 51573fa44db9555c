// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/teleport/provision.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pamphlet::ui {

class Callout;
class DiffView;
class ReportSection;
class Workspace;
struct ProvisionPreview;

/// Has Teleport create local users on login: the service file, a script and the change to the file configuration, seen before they are
/// taken over as one step.
class TeleportProvisionDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `configFile`: absolute inside the tree; it need not be there.
    TeleportProvisionDialog(Workspace &workspace, std::string configFile, QWidget *parent = nullptr);
    ~TeleportProvisionDialog() override;

    /// As the fields say, with the file configuration as it is now.
    teleport::ProvisionRequest request() const;

Q_SIGNALS:
    /// The preview shows what the fields say.
    void previewed();
    void placeRequested(const QString &file, int line);

private:
    void build();
    QWidget *buildForm();
    QWidget *buildPreview();
    QLineEdit *addField(QGridLayout *grid, const char *name, const QString &label, const QString &text, const QString &example);
    QCheckBox *addBox(QGridLayout *grid, const char *name, const QString &label, bool checked);
    void refresh();
    void showPreview();
    void showTrouble();
    void add();

    Workspace &m_workspace;
    std::string m_configFile;
    quint64 m_generation = 0;
    std::shared_ptr<const ProvisionPreview> m_preview;

    QLineEdit *m_service = nullptr;
    QLineEdit *m_script = nullptr;
    QLineEdit *m_shell = nullptr;
    QLineEdit *m_groups = nullptr;
    QCheckBox *m_createGroups = nullptr;
    QCheckBox *m_home = nullptr;
    QLineEdit *m_homeBase = nullptr;
    QCheckBox *m_motd = nullptr;
    QCheckBox *m_followSystem = nullptr;
    QCheckBox *m_replace = nullptr;
    Callout *m_trouble = nullptr;
    Callout *m_listing = nullptr;
    DiffView *m_diff = nullptr;
    QLabel *m_modes = nullptr;
    ReportSection *m_findings = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace pamphlet::ui
