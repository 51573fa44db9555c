// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/token/coupledchange.h"
#include "ui/pages/serviceframe.h"
#include "ui/pages/token/tokenstate.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

class QTimer;

namespace pamphlet::ui {

class AccessCard;
class AgreementCard;
class Callout;
class FilesCard;
class HelperPort;
class KnownFiles;
class ReportSection;
class TrialCard;

/**
 * The Docker token service and the registry that trusts its tokens. Everything is read and computed in the background, edits too: each
 * becomes one step of the workspace, for all the files that it takes.
 */
class TokenPage final : public ServiceFrame
{
    Q_OBJECT
public:
    /// `root`: where the tree is on this machine.
    TokenPage(Workspace &workspace, KnownFiles &files, HelperPort &helper, const QString &root, QWidget *parent = nullptr);
    ~TokenPage() override;

Q_SIGNALS:
    /// Errors and warnings.
    void attentionChanged(int count);

private:
    /// On the tree as it is when its turn comes.
    using Wish = std::function<Result<token::CoupledChange>(const FileSource &tree, const token::SetupPaths &paths)>;
    struct Edit {
        Wish wish;
        QString text; ///< for Undo
        QString done; ///< to be said afterwards; empty: nothing
    };

    void build(HelperPort &helper, const QString &root, KnownFiles &files);
    void read();
    void present(const std::shared_ptr<const TokenState> &state);
    void showCards();
    void showFindings();
    QString detail() const;
    /// Why a file cannot be changed; empty if it can.
    QString obstacle(const std::string &file) const;
    bool concerns(const QString &path) const;

    void want(token::WantedSetup wanted, const QString &text);
    void wantBlacklist(const std::vector<std::string> &add, const std::vector<std::string> &remove, const QString &text,
                       const QString &done);
    void next();
    void take(const Edit &edit, const Result<token::CoupledChange> &change);
    void refuse(const Error &error);
    void fix(int finding);
    void makeKey(token::OldCertificates old);

    QString m_root;
    std::shared_ptr<const TokenState> m_state;
    std::shared_ptr<const FileSource> m_stateTree; ///< what it was read from
    quint64 m_generation = 0;
    int m_attention = -1;
    std::deque<Edit> m_edits;
    bool m_editing = false;
    QTimer *m_readSoon = nullptr;
    Callout *m_intro = nullptr;
    FilesCard *m_files = nullptr;
    AgreementCard *m_agreement = nullptr;
    ReportSection *m_findings = nullptr;
    TrialCard *m_trial = nullptr;
    AccessCard *m_access = nullptr;
};

} // namespace pamphlet::ui
