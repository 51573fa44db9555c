// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/teleportprovisiondialog.h"

#include "ui/style/fonts.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/findingssection.h"
#include "ui/widgets/reportsection.h"
#include "ui/workspace/background.h"
#include "ui/workspace/workspace.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

/// What the fields would do.
struct ProvisionPreview {
    Result<teleport::ProvisionPlan> plan;
    std::vector<DiffView::File> diff;
    std::vector<pam::Finding> findings; ///< that speak of a mistake
    std::vector<change::FileRewrite> rewrites;
    Result<std::vector<std::string>> unlisted; ///< lines that the list of paths needs
};

namespace {

ProvisionPreview previewOf(const FileSource &tree, const pam::LibpamProfile &profile, const change::PathPolicy &policy,
                           teleport::ProvisionRequest request)
{
    ProvisionPreview preview;
    const FileContent config = tree.read(request.configFile);
    if (config.status.kind == FileKind::Unreadable) {
        preview.plan = fail(ErrorCode::Unreadable, config.status.detail, {request.configFile, 0, 0});
        return preview;
    }
    request.configBytes = config.bytes;
    preview.plan = teleport::planProvision(tree, profile, request);
    if (!preview.plan) {
        return preview;
    }
    for (const teleport::ProvisionedFile &file : preview.plan->files) {
        const FileContent now = tree.read(file.path);
        preview.diff.push_back(
            {file.path, now.status.kind == FileKind::Missing ? std::nullopt : std::optional(now.bytes), std::optional(file.bytes)});
        preview.rewrites.push_back({file.path, file.bytes, file.mode});
    }
    std::copy_if(preview.plan->findings.begin(), preview.plan->findings.end(), std::back_inserter(preview.findings),
                 [](const pam::Finding &finding) { return finding.severity != pam::Severity::Note; });
    preview.unlisted = change::missingListLines(policy, preview.rewrites);
    return preview;
}

} // namespace

TeleportProvisionDialog::TeleportProvisionDialog(Workspace &workspace, std::string configFile, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_configFile(std::move(configFile))
{
    setObjectName(QStringLiteral("teleportProvisionDialog"));
    setWindowTitle(tr("Create local users on login"));
    build();
    connect(&workspace, &Workspace::changed, this, &TeleportProvisionDialog::refresh);
    connect(&workspace, &Workspace::loaded, this, &TeleportProvisionDialog::refresh);
    resize(1080, 660);
    refresh();
    m_service->setFocus();
}

TeleportProvisionDialog::~TeleportProvisionDialog() = default;

void TeleportProvisionDialog::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(6);
    auto *title = new QLabel(tr("Create local users on login"), this);
    title->setObjectName(QStringLiteral("provisionTitleLabel"));
    title->setFont(scaledFont(title->font(), 1.4, QFont::DemiBold));
    layout->addWidget(title);
    layout->addWidget(
        mutedLabel(tr("Teleport asks a PAM service whose account rules run a script; the script creates the local user if there is "
                      "none. Nothing is written before you review and apply it."),
                   QStringLiteral("provisionSubtitleLabel"), this));
    layout->addSpacing(10);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(20);
    columns->addWidget(buildForm(), 1);
    columns->addWidget(buildPreview(), 2);
    layout->addLayout(columns, 1);
    layout->addSpacing(8);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("provisionCancelButton"));
    cancel->setAutoDefault(false);
    m_add = new QPushButton(tr("&Add to pending changes"), this);
    m_add->setObjectName(QStringLiteral("provisionAddButton"));
    m_add->setDefault(true);
    m_add->setEnabled(false);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_add);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &TeleportProvisionDialog::add);
}

QLineEdit *TeleportProvisionDialog::addField(QGridLayout *grid, const char *name, const QString &label, const QString &text,
                                             const QString &example)
{
    auto *edit = new QLineEdit(text, this);
    edit->setObjectName(QLatin1String(name) + QStringLiteral("LineEdit"));
    edit->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    edit->setPlaceholderText(example);
    auto *caption = new QLabel(label, this);
    caption->setObjectName(QLatin1String(name) + QStringLiteral("Caption"));
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setBuddy(edit);
    const int row = grid->rowCount();
    grid->addWidget(caption, row, 0);
    grid->addWidget(edit, row, 1);
    connect(edit, &QLineEdit::textChanged, this, &TeleportProvisionDialog::refresh);
    return edit;
}

QCheckBox *TeleportProvisionDialog::addBox(QGridLayout *grid, const char *name, const QString &label, bool checked)
{
    auto *box = new QCheckBox(label, this);
    box->setObjectName(QLatin1String(name) + QStringLiteral("CheckBox"));
    box->setChecked(checked);
    grid->addWidget(box, grid->rowCount(), 0, 1, 2);
    connect(box, &QCheckBox::toggled, this, &TeleportProvisionDialog::refresh);
    return box;
}

QWidget *TeleportProvisionDialog::buildForm()
{
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("provisionScrollArea"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *form = new QWidget(scroll);
    form->setObjectName(QStringLiteral("provisionForm"));
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(0, 0, 12, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    const auto section = [&](const QString &heading, const char *name) {
        auto *label = sectionLabel(heading, QLatin1String(name), form);
        label->setContentsMargins(0, grid->count() > 0 ? 10 : 0, 0, 0);
        grid->addWidget(label, grid->rowCount(), 0, 1, 2);
    };
    const teleport::ProvisionRequest usual;
    section(tr("Files"), "provisionFilesHeadingLabel");
    m_service = addField(grid, "provisionService", tr("PAM &service"), QString::fromStdString(usual.service), {});
    m_script = addField(grid, "provisionScript", tr("S&cript"), QString::fromStdString(usual.scriptFile), {});
    m_replace = addBox(grid, "provisionReplace", tr("&Replace a service or script of this name"), usual.replace);
    section(tr("New users"), "provisionUsersHeadingLabel");
    m_shell = addField(grid, "provisionShell", tr("Login s&hell"), {}, tr("that of useradd"));
    m_groups = addField(grid, "provisionGroups", tr("&Groups"), {}, tr("none"));
    m_groups->setToolTip(tr("Supplementary groups, with blanks between"));
    m_createGroups = addBox(grid, "provisionCreateGroups", tr("Create groups that are &not there"), usual.script.createGroups);
    m_home = addBox(grid, "provisionHome", tr("Make a h&ome directory"), usual.script.createHome);
    m_homeBase = addField(grid, "provisionHomeBase", tr("&Directory of homes"), {}, tr("that of useradd"));
    section(tr("At each login"), "provisionLoginHeadingLabel");
    m_motd = addBox(grid, "provisionMotd", tr("Show the &message of the day"), usual.motd);
    m_followSystem = addBox(grid, "provisionFollowSystem", tr("Follow the system's rules, &too"), usual.followSystem);
    m_followSystem->setToolTip(tr("Its account and session rules: expiry, limits and the like"));
    grid->setRowStretch(grid->rowCount(), 1);
    scroll->setWidget(form);
    m_script->setMinimumWidth(fontMetrics().horizontalAdvance(m_script->text()) + 24);
    scroll->setMinimumWidth(form->minimumSizeHint().width());
    scroll->viewport()->setAutoFillBackground(false);
    form->setAutoFillBackground(false);
    return scroll;
}

QWidget *TeleportProvisionDialog::buildPreview()
{
    auto *side = new QWidget(this);
    side->setObjectName(QStringLiteral("provisionPreview"));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(sectionLabel(tr("What changes"), QStringLiteral("provisionDiffHeadingLabel"), side));
    m_trouble = new Callout(Tone::Error, {}, side);
    m_trouble->setObjectName(QStringLiteral("provisionTroubleCallout"));
    m_trouble->hide();
    layout->addWidget(m_trouble);
    m_listing = new Callout(Tone::Warning, {}, side);
    m_listing->setObjectName(QStringLiteral("provisionListingCallout"));
    m_listing->hide();
    layout->addWidget(m_listing);
    m_diff = new DiffView(side);
    m_diff->setObjectName(QStringLiteral("provisionDiffView"));
    layout->addWidget(m_diff, 1);
    m_modes = mutedLabel({}, QStringLiteral("provisionModesLabel"), side);
    m_modes->setTextFormat(Qt::PlainText);
    layout->addWidget(m_modes);
    m_findings = new ReportSection(QStringLiteral("provisionFindings"), tr("What is said of the result"), side);
    m_findings->hide();
    layout->addWidget(m_findings);
    connect(m_findings, &ReportSection::placeRequested, this, [this](const QString &file, int line) {
        reject();
        Q_EMIT placeRequested(file, line);
    });
    return side;
}

teleport::ProvisionRequest TeleportProvisionDialog::request() const
{
    teleport::ProvisionRequest request;
    request.configFile = m_configFile;
    request.service = m_service->text().trimmed().toStdString();
    request.scriptFile = m_script->text().trimmed().toStdString();
    request.script.shell = m_shell->text().trimmed().toStdString();
    static const QRegularExpression blanks(QStringLiteral("[\\s,]+"));
    for (const QString &group : m_groups->text().split(blanks, Qt::SkipEmptyParts)) {
        request.script.groups.push_back(group.toStdString());
    }
    request.script.createGroups = m_createGroups->isChecked() && !request.script.groups.empty();
    request.script.createHome = m_home->isChecked();
    request.script.homeBase = m_home->isChecked() ? m_homeBase->text().trimmed().toStdString() : std::string();
    request.motd = m_motd->isChecked();
    request.followSystem = m_followSystem->isChecked();
    request.replace = m_replace->isChecked();
    return request;
}

void TeleportProvisionDialog::refresh()
{
    m_homeBase->setEnabled(m_home->isChecked());
    m_createGroups->setEnabled(!m_groups->text().trimmed().isEmpty());
    m_add->setEnabled(false); // until it is known what it would add
    const quint64 generation = ++m_generation;
    auto work = [tree = m_workspace.effectiveTree(), profile = m_workspace.profile(), policy = m_workspace.policy(), request = request()] {
        return std::shared_ptr<const ProvisionPreview>(std::make_shared<ProvisionPreview>(previewOf(*tree, profile, policy, request)));
    };
    whenDone(inBackground(std::move(work)), this, [this, generation](const std::shared_ptr<const ProvisionPreview> &preview) {
        if (generation == m_generation) {
            m_preview = preview;
            showPreview();
            Q_EMIT previewed();
        }
    });
}

void TeleportProvisionDialog::showTrouble()
{
    QString html;
    Tone tone = Tone::Error;
    if (!m_preview->plan) {
        html = text::errorMessage(m_preview->plan.error()).toHtmlEscaped();
    } else if (!m_preview->plan->conflicts.empty()) {
        QStringList files;
        for (const std::string &file : m_preview->plan->conflicts) {
            files << QStringLiteral("<b>%1</b>").arg(QString::fromStdString(file).toHtmlEscaped());
        }
        html = tr("There is another file of this name already: %1. Choose another name, or have it replaced; below is what that would "
                  "change.")
                   .arg(files.join(QStringLiteral(", ")));
    } else if (m_preview->plan->files.empty()) {
        tone = Tone::Success;
        html = tr("Everything is so already: there is nothing to add.").toHtmlEscaped();
    }
    m_trouble->setTone(tone);
    m_trouble->setText(html);
    m_trouble->setVisible(!html.isEmpty());

    html.clear();
    if (!m_preview->unlisted) {
        html = text::errorMessage(m_preview->unlisted.error()).toHtmlEscaped();
    } else if (!m_preview->unlisted->empty()) {
        html = tr("Pamphlet changes these files only once the administrator has listed them. A file of %1 that ends in .conf has to say:")
                   .arg(QLatin1String(change::pathListDirectory))
                   .toHtmlEscaped();
        for (const std::string &line : *m_preview->unlisted) {
            html += QStringLiteral("<br><code>%1</code>").arg(QString::fromStdString(line).toHtmlEscaped());
        }
    }
    m_listing->setText(html);
    m_listing->setVisible(!html.isEmpty());
}

void TeleportProvisionDialog::showPreview()
{
    showTrouble();
    m_diff->setFiles(m_preview->diff);
    QStringList modes;
    for (const change::FileRewrite &rewrite : m_preview->rewrites) {
        if (rewrite.mode) {
            modes << tr("%1 with mode %2").arg(QString::fromStdString(rewrite.path)).arg(*rewrite.mode, 4, 8, QLatin1Char('0'));
        }
    }
    m_modes->setText(modes.join(QStringLiteral(" · ")));
    m_modes->setVisible(!modes.isEmpty());
    std::vector<ReportRow> rows;
    for (const pam::Finding &finding : m_preview->findings) {
        rows.push_back(
            {finding.id, toneOf(finding.severity), text::findingMessage(finding), finding.where.file, finding.where.line, {}, {}});
    }
    m_findings->show(rows, {});
    m_findings->setVisible(!rows.empty());
    const bool fine = m_preview->plan && m_preview->plan->conflicts.empty() && !m_preview->plan->files.empty() && m_preview->unlisted
        && m_preview->unlisted->empty()
        && std::none_of(m_preview->findings.begin(), m_preview->findings.end(), &teleport::refusesProvision);
    m_add->setEnabled(fine);
}

void TeleportProvisionDialog::add()
{
    const auto done = m_workspace.rewrite(m_preview->rewrites, tr("Create local users on login through Teleport"));
    if (!done) {
        m_trouble->setTone(Tone::Error);
        m_trouble->setText(text::errorMessage(done.error()).toHtmlEscaped());
        m_trouble->show();
        return;
    }
    accept();
}

} // namespace pamphlet::ui
