// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/teleport/settings.h"
#include "ui/pages/serviceframe.h"
#include "ui/pages/teleport/teleportsurvey.h"

#include <memory>

class QLabel;
class QPushButton;
class QTimer;

namespace pamphlet::ui {

class Callout;
class HelperPort;
class KnownFiles;
class PathField;
class ReportSection;
class TeleportLoginCard;
class TeleportPamCard;
class TeleportServiceCard;

/// Teleport: what its file configuration says of PAM, the service that it names, and what happens at a login.
class TeleportPage final : public ServiceFrame
{
    Q_OBJECT
public:
    /// `root`: where the tree is on this machine.
    TeleportPage(Workspace &workspace, KnownFiles &files, HelperPort &helper, const QString &root, QWidget *parent = nullptr);
    ~TeleportPage() override;

    /// What is shown.
    const TeleportSurvey &survey() const { return *m_survey; }

Q_SIGNALS:
    /// Errors and warnings.
    void attentionChanged(int count);
    /// What is shown is what the tree says now.
    void surveyed();

private:
    void buildLeft(const QString &root);
    void buildRight();
    void refresh();
    void display(std::shared_ptr<const TeleportSurvey> survey);
    void showState();
    void showFindings();
    bool change(const teleport::Settings &settings, const QString &text);
    void fix(const std::vector<pam::Finding> &findings, int row);
    void provision();
    void tryLogin();

    KnownFiles &m_files;
    HelperPort &m_helper;
    QTimer *m_soon = nullptr;
    quint64 m_generation = 0;
    int m_attention = 0; ///< what attentionChanged() told last
    std::shared_ptr<const TeleportSurvey> m_survey;
    std::vector<pam::Finding> m_ofFile; ///< as they are shown
    std::vector<pam::Finding> m_ofService;

    PathField *m_path = nullptr;
    QLabel *m_intro = nullptr;
    Callout *m_state = nullptr;
    QPushButton *m_provision = nullptr;
    TeleportPamCard *m_pam = nullptr;
    ReportSection *m_fileReport = nullptr;
    TeleportServiceCard *m_service = nullptr;
    ReportSection *m_serviceReport = nullptr;
    TeleportLoginCard *m_login = nullptr;
};

} // namespace pamphlet::ui
