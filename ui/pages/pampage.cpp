// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pampage.h"

#include "ui/models/servicemodel.h"
#include "ui/pages/stackpage.h"
#include "ui/style/fonts.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/changesection.h"
#include "ui/widgets/editsection.h"
#include "ui/widgets/filestext.h"
#include "ui/widgets/findingssection.h"
#include "ui/widgets/insightpanel.h"
#include "ui/widgets/listdelegates.h"
#include "ui/widgets/pamhighlighter.h"
#include "ui/widgets/stackview.h"
#include "ui/widgets/texteditor.h"
#include "ui/widgets/wayssection.h"
#include "ui/workspace/analyst.h"
#include "ui/workspace/explainer.h"
#include "ui/workspace/stackloader.h"
#include "ui/workspace/workspace.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QUndoStack>
#include <QVBoxLayout>

#include <set>
#include <utility>

namespace pamphlet::ui {

namespace {

// Narrower than this and the findings go below the stack.
constexpr int narrowWidth = 900;
constexpr int textTab = int(pam::allFacilities.size());

} // namespace

PamPage::PamPage(Workspace &workspace, Analyst &analyst, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_analyst(analyst)
    , m_loader(new StackLoader(workspace, this))
    , m_services(new ServiceModel(this))
    , m_filter(new ServiceFilter(this))
{
    setObjectName(QStringLiteral("pamPage"));
    m_filter->setSourceModel(m_services);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildList());
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setObjectName(QStringLiteral("pamSplitter"));
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    m_split->addWidget(buildCentre());
    m_explainer = new Explainer(workspace, *m_loader, this); // after the stack's own page: that hears of a stack first
    m_insight = new InsightPanel(m_split);
    m_split->addWidget(m_insight);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 0);
    layout->addWidget(m_split, 1);

    connect(&analyst, &Analyst::analysed, this, &PamPage::analysed);
    connect(m_loader, &StackLoader::loaded, this, &PamPage::stackLoaded);
    connect(m_explainer, &Explainer::changed, this, &PamPage::showWays);
    connect(m_insight->findings(), &FindingsSection::fixRequested, this, &PamPage::applyFix);
    connect(m_rules, &StackPage::textRequested, this, &PamPage::showText);
    // It is told once the step of undo is there; each later step makes it old.
    connect(workspace.undoStack(), &QUndoStack::indexChanged, m_insight->edit(), &EditSection::forget);
    connect(m_rules, &StackPage::edited, m_insight->edit(), &EditSection::show);
    const auto goTo = [this](const QString &file, int line) { openRule(service(), -1, file, line); };
    connect(m_insight, &InsightPanel::placeRequested, this, goTo);
    connect(m_rules, &StackPage::placeRequested, this, goTo);
}

QWidget *PamPage::buildList()
{
    auto *panel = new QFrame(this);
    panel->setObjectName(QStringLiteral("servicePanel"));
    panel->setAutoFillBackground(true);
    panel->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    m_filterEdit = new QLineEdit(panel);
    m_filterEdit->setObjectName(QStringLiteral("serviceFilterLineEdit"));
    m_filterEdit->setAccessibleName(tr("Filter services"));
    m_filterEdit->setClearButtonEnabled(true);
    auto *margin = new QHBoxLayout;
    margin->setContentsMargins(8, 0, 8, 0);
    margin->addWidget(m_filterEdit);
    layout->addLayout(margin);
    m_list = new QListView(panel);
    m_list->setObjectName(QStringLiteral("serviceListView"));
    m_list->setAccessibleName(tr("Services"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new ServiceDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_list, 1);
    m_listPanel = panel;

    connect(m_filterEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        // When its row goes the list makes another one current: typing a filter is no wish to open that.
        m_filtering = true;
        m_filter->setWords(text);
        m_filtering = false;
        selectRow(service());
    });
    const auto openFirst = [this] {
        for (int row = 0; row < m_filter->rowCount(); ++row) {
            const QModelIndex index = m_filter->index(row, 0);
            if (!index.data(ServiceModel::HeadingRole).toBool()) {
                m_list->setCurrentIndex(index);
                m_list->setFocus();
                return;
            }
        }
    };
    connect(m_filterEdit, &QLineEdit::returnPressed, this, openFirst);
    auto *down = new QAction(this);
    down->setShortcut(Qt::Key_Down);
    down->setShortcutContext(Qt::WidgetShortcut);
    m_filterEdit->addAction(down);
    connect(down, &QAction::triggered, this, openFirst);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        const QString name = current.data(ServiceModel::NameRole).toString();
        if (!m_filtering && !name.isEmpty()) {
            openService(name);
        }
    });
    return panel;
}

QWidget *PamPage::buildCentre()
{
    auto *centre = new QWidget(this);
    centre->setObjectName(QStringLiteral("servicePage"));
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);

    auto *header = new QHBoxLayout;
    header->setContentsMargins(16, 12, 16, 8);
    header->setSpacing(12);
    m_title = new QLabel(centre);
    m_title->setObjectName(QStringLiteral("serviceTitleLabel"));
    m_title->setFont(scaledFont(m_title->font(), 1.3, QFont::DemiBold));
    m_title->setTextFormat(Qt::PlainText);
    header->addWidget(m_title);
    m_detail = mutedLabel({}, QStringLiteral("serviceDetailLabel"), centre);
    m_detail->setWordWrap(false);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    header->addWidget(m_detail, 1, Qt::AlignBottom);
    layout->addLayout(header);

    m_tabs = new QTabBar(centre);
    m_tabs->setObjectName(QStringLiteral("facilityTabBar"));
    m_tabs->setAccessibleName(tr("Facility"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(true);
    for (const pam::Facility facility : pam::allFacilities) {
        m_tabs->addTab(text::facilityTitle(facility));
    }
    m_tabs->addTab(tr("Text"));
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(12, 0, 0, 0);
    tabs->addWidget(m_tabs, 1);
    layout->addLayout(tabs);

    m_stack = new QStackedWidget(centre);
    m_stack->setObjectName(QStringLiteral("serviceStack"));
    m_rules = new StackPage(m_workspace, m_analyst, *m_loader, m_stack);
    m_stack->addWidget(m_rules);
    m_stack->addWidget(buildText());
    layout->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &PamPage::showTab);
    return centre;
}

QWidget *PamPage::buildText()
{
    m_text = new FilesText(m_workspace, QStringLiteral("pam"), QStringLiteral("pamTextEdit"), this);
    new PamHighlighter(m_text->editor()->document());
    connect(m_text, &FilesText::fileChanged, this, &PamPage::showMarks);
    return m_text;
}

QString PamPage::service() const
{
    return QString::fromStdString(m_loader->service());
}

void PamPage::focusFilter()
{
    m_filterEdit->setFocus();
    m_filterEdit->selectAll();
}

void PamPage::focusList()
{
    m_list->setFocus();
}

QStringList PamPage::services() const
{
    QStringList names;
    for (const ServiceSummary &summary : m_analyst.analysis()->services) {
        if (!summary.shared) {
            names << QString::fromStdString(summary.file.service);
        }
    }
    return names;
}

int PamPage::serviceCount() const
{
    return m_services->serviceCount();
}

void PamPage::selectRow(const QString &service)
{
    const QModelIndex row = m_filter->mapFromSource(m_services->index(m_services->rowOf(service)));
    if (m_list->currentIndex() != row) {
        m_list->setCurrentIndex(row);
    }
}

void PamPage::openService(const QString &service)
{
    m_wanted.clear();
    if (m_services->rowCount() > 0 && m_services->rowOf(service) < 0) {
        return;
    }
    if (m_services->rowCount() == 0) {
        m_wanted = service;
        return;
    }
    if (!m_filter->mapFromSource(m_services->index(m_services->rowOf(service))).isValid()) {
        m_filterEdit->clear(); // what was asked for must be seen
    }
    m_loader->setService(service.toStdString());
    selectRow(service);
}

void PamPage::openRule(const QString &service, int facility, const QString &file, int line)
{
    openService(service);
    m_wantedRule = {facility, file, line};
    if (m_loader->isCurrent()) {
        goToWantedRule();
    }
}

void PamPage::goToWantedRule()
{
    const auto [facility, file, line] = std::exchange(m_wantedRule, {});
    if (line <= 0) {
        return;
    }
    if (facility >= 0) {
        m_tabs->setCurrentIndex(facility);
    }
    if (m_tabs->currentIndex() != textTab && m_rules->select(file.toStdString(), std::size_t(line))) {
        return;
    }
    for (const pam::Facility each : pam::allFacilities) {
        m_tabs->setCurrentIndex(int(each));
        if (m_rules->select(file.toStdString(), std::size_t(line))) {
            return;
        }
    }
    showText(file, line); // a line that is no rule
}

void PamPage::showText(const QString &file, int line)
{
    m_tabs->setCurrentIndex(textTab);
    m_text->show(file, line);
}

void PamPage::showTab(int tab)
{
    m_stack->setCurrentIndex(tab == textTab ? 1 : 0);
    if (tab >= 0 && tab < textTab) {
        m_rules->setFacility(pam::allFacilities[std::size_t(tab)]);
        showWays();
    }
}

void PamPage::analysed()
{
    const QString current = service();
    m_services->setAnalysis(m_analyst.analysis());
    m_filterEdit->setPlaceholderText(tr("Filter %n service(s)", nullptr, m_services->serviceCount()));
    Q_EMIT serviceCountChanged(m_services->serviceCount());
    if (!m_wanted.isEmpty()) {
        openService(QString(m_wanted));
    } else if (m_services->rowOf(current) < 0 && m_services->rowCount() > 0) {
        openService(m_services->index(0).data(ServiceModel::NameRole).toString());
    } else {
        selectRow(current);
    }
    showHeader();
    showFindings();
    showMarks(); // until now they were where the text had moved them
}

void PamPage::stackLoaded()
{
    showHeader();
    showFiles();
    showFindings();
    goToWantedRule();
}

void PamPage::showHeader()
{
    m_title->setText(service());
    const ServiceSummary *summary = m_analyst.analysis()->service(m_loader->service());
    const auto &stack = m_loader->stack();
    QStringList parts;
    if (summary) {
        parts << QString::fromStdString(summary->file.path) << text::ownerText(summary->file.owner);
        if (summary->file.vendor) {
            parts << tr("vendor file, read-only");
        }
    }
    if (stack) {
        std::set<std::string> included;
        for (const pam::Frame &frame : stack->frames) {
            if (frame.parent >= 0 && !frame.failed) {
                included.insert(frame.file);
            }
        }
        if (!included.empty()) {
            parts << tr("includes %n file(s)", nullptr, int(included.size()));
        }
    }
    m_detail->setText(parts.join(QStringLiteral(" · ")));
    m_detail->setToolTip(m_detail->text());
}

void PamPage::showFiles()
{
    const auto &stack = m_loader->stack();
    QStringList files;
    if (stack) {
        for (const auto &[path, document] : stack->documents) {
            files << QString::fromStdString(path);
        }
        const QString own = QString::fromStdString(stack->serviceFile);
        files.removeAll(own);
        if (!own.isEmpty()) {
            files.prepend(own);
        }
    }
    m_text->setFiles(files, stack && stack->service == m_textService);
    m_textService = stack ? stack->service : std::string();
}

void PamPage::showFindings()
{
    m_insight->findings()->show(m_loader->service(), m_analyst.analysis(), m_loader->stack());
    m_insight->change()->show(m_loader->service(), *m_analyst.analysis());
}

void PamPage::showWays()
{
    const auto &explained = m_explainer->explanation();
    m_rules->setExplanation(explained ? std::shared_ptr<const pam::ServiceExplanation>(explained, &explained->service) : nullptr);
    m_insight->ways()->show(explained, m_rules->facility());
}

void PamPage::showMarks()
{
    std::vector<LineMark> marks;
    for (const pam::Finding &finding : m_analyst.analysis()->findings) {
        if (finding.where.file == m_text->editor()->file() && finding.where.line > 0) {
            marks.push_back({int(finding.where.line), toneOf(finding.severity), text::findingMessage(finding)});
        }
    }
    m_text->editor()->setMarks(marks);
}

void PamPage::applyFix(const pam::Finding &finding)
{
    // A fix is a whole file: one of a file that was edited since would take the edit back.
    if (finding.fix && m_analyst.isCurrent()) {
        m_workspace.setContent(finding.fix->file, finding.fix->bytes, text::fixTitle(finding));
    }
}

void PamPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int listWidth = width() < narrowWidth ? 172 : 200;
    m_listPanel->setFixedWidth(listWidth);
    const Qt::Orientation wanted = width() < narrowWidth ? Qt::Vertical : Qt::Horizontal;
    if (m_split->orientation() != wanted || event->oldSize().isEmpty()) {
        m_split->setOrientation(wanted);
        if (wanted == Qt::Horizontal) {
            m_insight->setMinimumSize(230, 0);
            m_split->setSizes({width() - listWidth - 250, 250});
        } else {
            m_insight->setMinimumSize(0, 80);
            m_split->setSizes({height() - 130, 130});
        }
    }
}

} // namespace pamphlet::ui
