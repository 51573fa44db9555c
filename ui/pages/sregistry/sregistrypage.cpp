// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sregistry/sregistrypage.h"

#include "ui/pages/sregistry/sregistryhostcard.h"
#include "ui/pages/sregistry/sregistrystateview.h"
#include "ui/pages/sregistry/sregistryswitchdialog.h"
#include "ui/style/fonts.h"
#include "ui/text/printable.h"
#include "ui/text/sregistrytext.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/card.h"
#include "ui/widgets/findingssection.h"
#include "ui/widgets/pathfield.h"
#include "ui/widgets/placelink.h"
#include "ui/widgets/reportsection.h"
#include "ui/workspace/background.h"
#include "ui/workspace/knownfiles.h"
#include "ui/workspace/workspace.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

SregistryPage::SregistryPage(Workspace &workspace, KnownFiles &files, const QString &root, QWidget *parent)
    : ServiceFrame(workspace, QStringLiteral("sregistry"), tr("Singularity Registry"), parent)
    , m_files(files)
    , m_soon(new QTimer(this))
{
    // One change of several files tells of each of them.
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &SregistryPage::refresh);
    buildLeft(root);
    buildRight();
    connect(&workspace, &Workspace::changed, this, [this](const QString &file) {
        if (concerns(file.toStdString())) {
            m_soon->start();
        }
    });
    connect(&workspace, &Workspace::loaded, m_soon, qOverload<>(&QTimer::start));
    connect(&files, &KnownFiles::changed, this, [this](FileRole role) {
        if (role == FileRole::SregistryDirectory) {
            showRefusal({});
            m_soon->start();
        }
    });
    take(std::make_shared<SregistrySurvey>());
    m_soon->start();
}

SregistryPage::~SregistryPage() = default;

void SregistryPage::buildLeft(const QString &root)
{
    m_intro
        = mutedLabel(tr("Singularity Registry can let users of this host log in with their password, through PAM: its plugin, its image "
                        "and the host’s account files have to be switched on together. Name the directory with the registry’s "
                        "Dockerfile, and this page does it in one step."),
                     QStringLiteral("sregistryIntroLabel"), this);
    left()->addWidget(m_intro);
    m_path = addPath(QStringLiteral("sregistryDirectory"), tr("&Directory"), tr("Directory of the registry"), PathField::Kind::Directory,
                     root);
    connect(m_path, &PathField::chosen, this, [this](const QString &path) { m_files.choose(FileRole::SregistryDirectory, path); });
    m_problem = new Callout(Tone::Error, {}, this);
    m_problem->setObjectName(QStringLiteral("sregistryProblemCallout"));
    left()->addWidget(m_problem);

    m_versionCard = new Card(QStringLiteral("sregistryVersion"), tr("Version"), this);
    m_version = new QLabel(m_versionCard);
    m_version->setObjectName(QStringLiteral("sregistryVersionLabel"));
    m_version->setFont(scaledFont(m_version->font(), 1.0, QFont::DemiBold));
    m_versionCard->content()->addWidget(m_version);
    m_reason = mutedLabel({}, QStringLiteral("sregistryReasonLabel"), m_versionCard);
    m_versionCard->content()->addWidget(m_reason);
    left()->addWidget(m_versionCard);

    m_card = new Card(QStringLiteral("sregistryPam"), tr("Login through PAM"), this);
    m_state = new Callout(Tone::Neutral, {}, m_card);
    m_state->setObjectName(QStringLiteral("sregistryStateCallout"));
    m_card->content()->addWidget(m_state);
    m_view = new SregistryStateView(QStringLiteral("sregistryState"), true, m_card);
    m_card->content()->addWidget(m_view);
    m_obstacle = new Callout(Tone::Warning, {}, m_card);
    m_obstacle->setObjectName(QStringLiteral("sregistrySwitchObstacleCallout"));
    m_card->content()->addWidget(m_obstacle);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    m_enable = new QPushButton(tr("&Enable PAM…"), m_card);
    m_enable->setObjectName(QStringLiteral("sregistryEnableButton"));
    m_disable = new QPushButton(tr("Di&sable PAM…"), m_card);
    m_disable->setObjectName(QStringLiteral("sregistryDisableButton"));
    buttons->addWidget(m_enable);
    buttons->addWidget(m_disable);
    buttons->addStretch(1);
    m_card->content()->addLayout(buttons);
    left()->addWidget(m_card);
    connect(m_view, &SregistryStateView::placeRequested, this, &SregistryPage::goTo);
    connect(m_obstacle, &Callout::linkActivated, this, [this](const QString &link) {
        if (const auto place = linkedPlace(link)) {
            goTo(place->file, place->line);
        }
    });
    connect(m_enable, &QPushButton::clicked, this, [this] { preview(true); });
    connect(m_disable, &QPushButton::clicked, this, [this] { preview(false); });
}

void SregistryPage::buildRight()
{
    m_report = new ReportSection(QStringLiteral("sregistryFindings"), tr("Findings"), this);
    right()->addWidget(m_report);
    m_host = new SregistryHostCard(this);
    right()->addWidget(m_host);
    connect(m_report, &ReportSection::placeRequested, this, &SregistryPage::goTo);
    connect(m_report, &ReportSection::fixRequested, this, &SregistryPage::fix);
}

void SregistryPage::changeEvent(QEvent *event)
{
    ServiceFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_survey && m_survey->recognized()) {
        showState(); // marks and links have colours of their own
    }
}

bool SregistryPage::concerns(const std::string &file) const
{
    const std::string directory = m_files.path(FileRole::SregistryDirectory);
    return file.starts_with(directory == "/" ? directory : directory + '/') || file == "/etc/passwd" || file == "/etc/group";
}

void SregistryPage::refresh()
{
    const quint64 generation = ++m_generation;
    whenDone(inBackground([tree = workspace().effectiveTree(), directory = m_files.path(FileRole::SregistryDirectory)] {
                 return std::shared_ptr<const SregistrySurvey>(std::make_shared<SregistrySurvey>(surveySregistry(tree, directory)));
             }),
             this, [this, generation](const std::shared_ptr<const SregistrySurvey> &survey) {
                 if (generation == m_generation) {
                     take(survey);
                 }
             });
}

void SregistryPage::take(std::shared_ptr<const SregistrySurvey> survey)
{
    m_survey = std::move(survey);
    m_path->setPath(QString::fromStdString(m_survey->directory));
    const bool named = !m_survey->directory.empty();
    const bool recognized = m_survey->recognized();
    m_intro->setVisible(!recognized);
    QString problem;
    if (m_survey->error) {
        problem = text::errorMessage(*m_survey->error).toHtmlEscaped();
    } else if (named && !recognized) {
        problem
            = tr("<b>No registry is here.</b> A registry’s directory holds a Dockerfile and the directory shub, or settings.yaml. Choose "
                 "the one that you build the image from.");
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    for (QWidget *part : {static_cast<QWidget *>(m_versionCard), static_cast<QWidget *>(m_card), static_cast<QWidget *>(m_host)}) {
        part->setVisible(recognized);
    }
    m_report->setVisible(recognized || (named && !m_survey->error));
    setDetail(!recognized
                  ? QString()
                  : tr("%1 · %2").arg(text::printable(m_survey->directory), text::registryTitle(m_survey->recognition.layout->era)));
    setFiles(m_survey->files());
    if (recognized) {
        showState();
    }
    showFindings();
}

void SregistryPage::showState()
{
    const sregistry::Layout &layout = *m_survey->recognition.layout;
    const sregistry::State &state = m_survey->state;
    m_version->setText(text::registryTitle(layout.era));
    m_reason->setText(text::eraReason(layout));
    const sregistry::PamSwitch pam = state.pam();
    switch (pam) {
    case sregistry::PamSwitch::Off:
        m_state->setTone(Tone::Neutral);
        break;
    case sregistry::PamSwitch::On:
        m_state->setTone(Tone::Success);
        break;
    case sregistry::PamSwitch::Half:
    case sregistry::PamSwitch::Unknown:
        m_state->setTone(Tone::Warning);
        break;
    }
    m_state->setText(text::pamSwitchMessage(pam).toHtmlEscaped());
    m_view->setState(state, layout.directory);
    const bool bound = std::any_of(state.compose.begin(), state.compose.end(),
                                   [](const sregistry::ComposeState &compose) { return !compose.binds.empty(); });
    m_host->setAccounts(m_survey->accounts, bound);
    showButtons();
}

// What is on already can only be disabled, what is off only be enabled; half of it either way.
void SregistryPage::showButtons()
{
    QStringList obstacles;
    const auto set = [&](QPushButton *button, const SregistryPlan &plan) {
        const bool wanted = !plan.changes || !plan.changes->empty();
        bool possible = plan.changes && !plan.changes->empty();
        if (!plan.changes) {
            const Error &error = plan.changes.error();
            QString html = text::errorMessage(error).toHtmlEscaped();
            if (!error.where.file.empty() && hasFile(error.where.file)) {
                html += QLatin1Char(' ') + placeLink(error.where.file, std::max<std::size_t>(error.where.line, 1), tr("Open the text"));
            }
            obstacles << html;
        } else {
            possible = possible && std::all_of(plan.changes->begin(), plan.changes->end(), [this](const sregistry::FileChange &change) {
                           return workspace().checkEditable(change.path).has_value();
                       });
        }
        button->setVisible(wanted);
        button->setEnabled(possible);
        button->setToolTip(wanted && !possible && plan.changes ? tr("These files may not be changed: see above") : QString());
    };
    set(m_enable, m_survey->enable);
    set(m_disable, m_survey->disable);
    obstacles.removeDuplicates();
    m_obstacle->setText(obstacles.join(QLatin1String("<br>")));
    m_obstacle->setVisible(!obstacles.isEmpty());
}

void SregistryPage::showFindings()
{
    std::vector<ReportRow> rows;
    int attention = 0;
    for (const pam::Finding &finding : m_survey->findings) {
        ReportRow row;
        row.id = finding.id;
        row.tone = toneOf(finding.severity);
        row.message = text::findingMessage(finding);
        row.file = finding.where.file;
        row.line = finding.where.line;
        row.fix = finding.fix ? text::fixTitle(finding) : QString();
        rows.push_back(row);
        attention += finding.severity == pam::Severity::Note ? 0 : 1;
    }
    m_report->show(rows, tr("Nothing is wrong with PAM in this registry."));
    if (attention != m_attention) {
        m_attention = attention;
        Q_EMIT attentionChanged(attention);
    }
}

void SregistryPage::preview(bool enable)
{
    const SregistryPlan &plan = enable ? m_survey->enable : m_survey->disable;
    if (!plan.changes || plan.changes->empty()) {
        return;
    }
    std::vector<DiffView::File> files;
    std::vector<change::FileRewrite> rewrites;
    for (const sregistry::FileChange &change : *plan.changes) {
        if (!isCurrent(change.path)) {
            return; // the survey of what it is now is under way
        }
        files.push_back({change.path, workspace().content(change.path), change.bytes});
        rewrites.push_back({change.path, change.bytes, std::nullopt});
    }
    const QString action = enable ? tr("&Enable PAM") : tr("&Disable PAM");
    auto *dialog = new SregistrySwitchDialog(enable ? tr("Enable PAM in the registry") : tr("Disable PAM in the registry"), action, plan,
                                             m_survey->directory, files, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, enable, files, rewrites] {
        // What was shown is what is taken: a file that changed behind the dialog makes it void.
        const bool same = std::all_of(files.begin(), files.end(),
                                      [this](const DiffView::File &file) { return workspace().content(file.path) == file.before; });
        if (!same) {
            showRefusal(tr("A file changed while you looked at the difference, so nothing was done. Look again."));
            return;
        }
        const auto done = workspace().rewrite(rewrites, enable ? tr("Enable PAM in the registry") : tr("Disable PAM in the registry"));
        showRefusal(done ? QString() : text::errorMessage(done.error()));
    });
    dialog->open();
}

bool SregistryPage::isCurrent(const std::string &file) const
{
    return m_survey->tree && m_survey->tree->read(file) == workspace().effectiveTree()->read(file);
}

void SregistryPage::fix(int row)
{
    if (row < 0 || row >= int(m_survey->findings.size()) || !m_survey->findings[std::size_t(row)].fix) {
        return;
    }
    const pam::Finding &finding = m_survey->findings[std::size_t(row)];
    // What was found in other bytes is not repaired in these.
    if (!isCurrent(finding.fix->file)) {
        return;
    }
    const auto done = workspace().rewrite({{finding.fix->file, finding.fix->bytes, std::nullopt}}, text::fixTitle(finding));
    showRefusal(done ? QString() : text::errorMessage(done.error()));
}

} // namespace pamphlet::ui
