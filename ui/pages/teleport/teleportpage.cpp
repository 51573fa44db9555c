// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/teleport/teleportpage.h"

#include "core/teleport/check.h"
#include "ui/dialogs/teleportprovisiondialog.h"
#include "ui/dialogs/testlogindialog.h"
#include "ui/pages/teleport/teleportlogincard.h"
#include "ui/pages/teleport/teleportpamcard.h"
#include "ui/pages/teleport/teleportservicecard.h"
#include "ui/text/teleporttext.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/findingssection.h"
#include "ui/widgets/pathfield.h"
#include "ui/widgets/placelink.h"
#include "ui/widgets/reportsection.h"
#include "ui/workspace/background.h"
#include "ui/workspace/knownfiles.h"
#include "ui/workspace/workspace.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

namespace {

/// TEL001…TEL018 are of the file; the others of the service, its scripts and the system.
bool concernsFile(const pam::Finding &finding)
{
    return finding.id.starts_with("TEL") && finding.id < "TEL020";
}

std::vector<ReportRow> rowsOf(const std::vector<pam::Finding> &findings)
{
    std::vector<ReportRow> rows;
    for (const pam::Finding &finding : findings) {
        ReportRow row;
        row.id = finding.id;
        row.tone = toneOf(finding.severity);
        row.message = text::findingMessage(finding);
        row.file = finding.where.file;
        row.line = finding.where.line;
        row.fix = finding.fix ? text::fixTitle(finding) : QString();
        for (const teleport::VersionEffect &effect : teleport::versionEffects(finding.id)) {
            row.more << text::effectMessage(effect);
        }
        rows.push_back(row);
    }
    return rows;
}

} // namespace

TeleportPage::TeleportPage(Workspace &workspace, KnownFiles &files, HelperPort &helper, const QString &root, QWidget *parent)
    : ServiceFrame(workspace, QStringLiteral("teleport"), tr("Teleport"), parent)
    , m_files(files)
    , m_helper(helper)
    , m_soon(new QTimer(this))
{
    // One change of several files tells of each of them.
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &TeleportPage::refresh);
    buildLeft(root);
    buildRight();
    const auto soon = qOverload<>(&QTimer::start);
    connect(&workspace, &Workspace::changed, m_soon, soon);
    connect(&workspace, &Workspace::loaded, m_soon, soon);
    connect(&files, &KnownFiles::changed, m_soon, [this](FileRole role) {
        if (role == FileRole::TeleportConfig) {
            m_soon->start();
        }
    });
    connect(m_login, &TeleportLoginCard::changed, m_soon, soon);
    display(std::make_shared<TeleportSurvey>());
    m_soon->start();
}

TeleportPage::~TeleportPage() = default;

void TeleportPage::buildLeft(const QString &root)
{
    m_intro
        = mutedLabel(tr("Teleport can have PAM decide who opens a session on this machine, and create local users on the way. This page "
                        "shows what its file configuration says of that, checks the service that it names, and tries a login."),
                     QStringLiteral("teleportIntroLabel"), this);
    left()->addWidget(m_intro);
    m_path = addPath(QStringLiteral("teleportConfig"), tr("&File configuration"), tr("File configuration of Teleport"),
                     PathField::Kind::File, root);
    connect(m_path, &PathField::chosen, this, [this](const QString &path) { m_files.choose(FileRole::TeleportConfig, path); });
    m_state = new Callout(Tone::Warning, {}, this);
    m_state->setObjectName(QStringLiteral("teleportStateCallout"));
    left()->addWidget(m_state);
    connect(m_state, &Callout::linkActivated, this, [this](const QString &link) {
        if (const auto place = linkedPlace(link)) {
            goTo(place->file, place->line);
        }
    });
    m_pam = new TeleportPamCard(this);
    left()->addWidget(m_pam);
    connect(m_pam, &TeleportPamCard::settingsRequested, this, &TeleportPage::change);
    connect(m_pam, &TeleportPamCard::variableRequested, this, [this](const teleport::Settings &settings, const QString &text) {
        if (change(settings, text)) {
            m_pam->variableAdded();
        }
    });
    auto *wizard = new QHBoxLayout;
    m_provision = new QPushButton(tr("&Create local users on login…"), this);
    m_provision->setObjectName(QStringLiteral("teleportProvisionButton"));
    m_provision->setToolTip(tr("Writes the service file, a script and the file configuration as one change"));
    wizard->addWidget(m_provision);
    wizard->addStretch(1);
    left()->addLayout(wizard);
    connect(m_provision, &QPushButton::clicked, this, &TeleportPage::provision);
    m_fileReport = new ReportSection(QStringLiteral("teleportFileFindings"), tr("What Teleport makes of the file"), this);
    left()->addWidget(m_fileReport);
    connect(m_fileReport, &ReportSection::placeRequested, this, &TeleportPage::goTo);
    connect(m_fileReport, &ReportSection::fixRequested, this, [this](int number) { fix(m_ofFile, number); });
    left()->addStretch(1);
}

void TeleportPage::buildRight()
{
    m_service = new TeleportServiceCard(this);
    right()->addWidget(m_service);
    connect(m_service, &TeleportServiceCard::placeRequested, this, &TeleportPage::placeRequested);
    m_serviceReport = new ReportSection(QStringLiteral("teleportServiceFindings"), tr("Service and scripts"), this);
    right()->addWidget(m_serviceReport);
    connect(m_serviceReport, &ReportSection::placeRequested, this, &TeleportPage::goTo);
    connect(m_serviceReport, &ReportSection::fixRequested, this, [this](int number) { fix(m_ofService, number); });
    m_login = new TeleportLoginCard(this);
    right()->addWidget(m_login);
    connect(m_login, &TeleportLoginCard::tryRequested, this, &TeleportPage::tryLogin);
    connect(m_login, &TeleportLoginCard::placeRequested, this, &TeleportPage::goTo);
    right()->addStretch(1);
}

void TeleportPage::refresh()
{
    if (!workspace().isLoaded()) {
        return;
    }
    const quint64 generation = ++m_generation;
    auto work = [tree = workspace().effectiveTree(), profile = workspace().profile(), file = m_files.path(FileRole::TeleportConfig),
                 login = m_login->login()] {
        return std::shared_ptr<const TeleportSurvey>(std::make_shared<TeleportSurvey>(surveyTeleport(tree, profile, file, login)));
    };
    whenDone(inBackground(std::move(work)), this, [this, generation](const std::shared_ptr<const TeleportSurvey> &survey) {
        // Of a tree that is another by now the next answer is on its way.
        if (generation == m_generation && survey->tree == workspace().effectiveTree()) {
            display(survey);
            Q_EMIT surveyed();
        }
    });
}

void TeleportPage::display(std::shared_ptr<const TeleportSurvey> survey)
{
    m_survey = std::move(survey);
    const bool isThere = !m_survey->file.empty() && m_survey->status.kind != FileKind::Missing;
    std::vector<std::string> files;
    if (isThere && m_survey->status.kind != FileKind::Directory) {
        files.push_back(m_survey->file);
        files.insert(files.end(), m_survey->scripts.begin(), m_survey->scripts.end());
    }
    setFiles(files);
    showState();
    const bool usable = m_survey->config.has_value();
    for (QWidget *part : std::initializer_list<QWidget *>{m_pam, m_service, m_login}) {
        part->setVisible(usable);
    }
    if (usable) {
        m_pam->display(*m_survey, workspace().checkEditable(m_survey->file).has_value());
        m_service->display(*m_survey);
        m_login->display(*m_survey);
    }
    showFindings();
}

void TeleportPage::showState()
{
    const QString file = QString::fromStdString(m_survey->file);
    if (m_path->path() != file) {
        m_path->setPath(file);
    }
    m_intro->setVisible(!m_survey->config);
    QString detail;
    if (m_survey->config) {
        detail = text::teleportStateMessage(*m_survey->config);
        const bool off = !m_survey->config->sshEnabled;
        detail = tr("%1 · %2").arg(file, off ? tr("the SSH service does not run on this machine. %1").arg(detail) : detail);
    }
    setDetail(detail);
    QString html;
    Tone tone = Tone::Accent;
    if (!workspace().isLoaded()) {
        html.clear();
    } else if (file.isEmpty()) {
        html = tr("Nobody knows where Teleport's file configuration is in this tree: it is not at /etc/teleport.yaml. Choose it here, or "
                  "have "
                  "one written.")
                   .toHtmlEscaped();
    } else if (m_survey->error) {
        tone = m_survey->status.kind == FileKind::Missing ? Tone::Warning : Tone::Error;
        if (m_survey->status.kind == FileKind::Missing) {
            html = tr("There is no file %1. Choose another, or have one written.").arg(file).toHtmlEscaped();
        } else {
            html = text::errorMessage(*m_survey->error).toHtmlEscaped();
            if (m_survey->error->where.line > 0) {
                html += QStringLiteral("<br>")
                    + placeLink(m_survey->file, m_survey->error->where.line, tr("Open line %1").arg(m_survey->error->where.line));
            }
        }
    }
    m_state->setTone(tone);
    m_state->setText(html);
    m_state->setVisible(!html.isEmpty());
}

void TeleportPage::showFindings()
{
    m_ofFile.clear();
    m_ofService.clear();
    int attention = 0;
    const teleport::KeyFinding *misplaced = m_survey->config ? teleport::misplacedKey(*m_survey->config) : nullptr;
    for (const pam::Finding &finding : m_survey->findings) {
        attention += finding.severity == pam::Severity::Note ? 0 : 1;
        if (misplaced && ((finding.id == "TEL003" && finding.where == misplaced->where) || finding.id == "TEL010")) {
            continue; // the card says it, with the way out; where PAM is to be switched on, it is not seen
        }
        (concernsFile(finding) ? m_ofFile : m_ofService).push_back(finding);
    }
    const bool usable = m_survey->config.has_value();
    m_fileReport->show(rowsOf(m_ofFile), tr("Teleport understands what the file says of PAM."));
    m_fileReport->setVisible(usable && !(misplaced && m_ofFile.empty()));
    m_serviceReport->show(rowsOf(m_ofService), tr("Nothing is wrong with the service and what it runs."));
    // What nobody asks was not looked at.
    const bool asked = usable && (m_survey->config->enabled.on() || !m_ofService.empty());
    m_serviceReport->setVisible(asked);
    if (attention != m_attention) {
        m_attention = attention;
        Q_EMIT attentionChanged(attention);
    }
}

bool TeleportPage::change(const teleport::Settings &settings, const QString &text)
{
    const std::string file = m_survey->file;
    const auto editable = workspace().checkEditable(file);
    const auto now = workspace().content(file);
    const Result<std::string> bytes = !editable ? Result<std::string>(fail(editable.error()))
        : !now                                  ? Result<std::string>(fail(ErrorCode::NotFound, {}, {file, 0, 0}))
                                                : teleport::withSettings(*now, file, settings);
    showRefusal(bytes ? QString() : text::errorMessage(bytes.error()));
    if (bytes) {
        workspace().setContent(file, *bytes, text);
    } else if (m_survey->config) {
        m_pam->display(*m_survey, editable.has_value()); // back to what the file says
    }
    return bytes.has_value();
}

void TeleportPage::fix(const std::vector<pam::Finding> &findings, int row)
{
    if (row < 0 || std::size_t(row) >= findings.size() || !findings[std::size_t(row)].fix) {
        return;
    }
    const pam::Finding finding = findings[std::size_t(row)];
    if (workspace().content(finding.fix->file) != m_survey->tree->read(finding.fix->file).bytes) {
        return; // it was made for other bytes; what it is now is being looked at
    }
    const auto editable = workspace().checkEditable(finding.fix->file);
    showRefusal(editable ? QString() : text::errorMessage(editable.error()));
    if (editable) {
        workspace().setContent(finding.fix->file, finding.fix->bytes, text::fixTitle(finding));
    }
}

void TeleportPage::provision()
{
    const QString file = m_survey->file.empty() ? QStringLiteral("/etc/teleport.yaml") : QString::fromStdString(m_survey->file);
    auto *dialog = new TeleportProvisionDialog(workspace(), file.toStdString(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TeleportProvisionDialog::placeRequested, this, &TeleportPage::goTo);
    connect(dialog, &QDialog::accepted, this, [this, file] {
        showRefusal({});
        if (m_files.path(FileRole::TeleportConfig) != file.toStdString()) {
            m_files.choose(FileRole::TeleportConfig, file);
        }
    });
    dialog->open();
}

void TeleportPage::tryLogin()
{
    QStringList services;
    for (const std::string &service : m_survey->services) {
        services << QString::fromStdString(service);
    }
    const TestRequest request = m_login->request();
    auto *dialog = new TestLoginDialog(workspace(), m_helper, services, request.service, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->preset(request);
    dialog->open();
}

} // namespace pamphlet::ui
