// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/stackpage.h"

#include "ui/dialogs/messages.h"
#include "ui/dialogs/ruledialog.h"
#include "ui/models/stackmodel.h"
#include "ui/style/colors.h"
#include "ui/text/text.h"
#include "ui/widgets/stackview.h"
#include "ui/widgets/verdictbar.h"
#include "ui/workspace/analyst.h"
#include "ui/workspace/stackloader.h"
#include "ui/workspace/whatif.h"
#include "ui/workspace/workspace.h"

#include "core/change/unifieddiff.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace pamphlet::ui {

namespace {

QPushButton *buttonFor(QAction *action, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(action->text(), parent);
    button->setObjectName(name);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(QString(action->text()).remove(QLatin1Char('&')),
                                                     action->shortcut().toString(QKeySequence::NativeText)));
    button->setEnabled(action->isEnabled());
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
    return button;
}

// The lines that an edit writes, for the preview: what is in `after` and was not in `before`.
std::string addedLines(const std::string &before, const std::string &after)
{
    std::string lines;
    for (const change::DiffHunk &hunk : change::diffHunks(before, after, 0)) {
        for (const change::DiffLine &line : hunk.lines) {
            if (line.kind == change::DiffLine::Kind::Added) {
                lines += (lines.empty() ? "" : "\n") + line.text;
            }
        }
    }
    return lines;
}

} // namespace

StackPage::StackPage(Workspace &workspace, Analyst &analyst, StackLoader &loader, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_analyst(analyst)
    , m_loader(loader)
    , m_whatIf(new WhatIf(workspace, this))
    , m_model(new StackModel(this))
    , m_view(new StackView(this))
{
    setObjectName(QStringLiteral("stackPage"));
    build();
    connect(&loader, &StackLoader::loaded, this, &StackPage::reload);
    connect(&analyst, &Analyst::analysed, this, [this] {
        m_model->setAnalysis(m_analyst.analysis());
        updatePlaceholder();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &StackPage::updateActions);
    connect(m_model, &QAbstractItemModel::modelReset, this, &StackPage::updateActions);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &StackPage::showMenu);
    connect(m_view, &QTreeView::doubleClicked, this, &StackPage::editCurrent);
    connect(m_whatIf, &WhatIf::changed, this, [this] {
        m_model->setRun(m_whatIf->run());
        updateActions();
    });
    connect(m_model, &StackModel::answerRequested, m_whatIf,
            [this](std::size_t entry, int code) { m_whatIf->choose(entry, code < 0 ? std::nullopt : std::optional(code)); });
    updateActions();
}

void StackPage::build()
{
    m_view->setModel(m_model);
    m_view->setExpandsOnDoubleClick(false);
    m_edit = action(QStringLiteral("editRuleAction"), tr("&Edit…"), QKeySequence(Qt::Key_Return), &StackPage::editCurrent);
    m_edit->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    m_add = action(QStringLiteral("addRuleAction"), tr("&Add rule…"), QKeySequence(Qt::Key_Insert), &StackPage::addRule);
    m_remove = action(QStringLiteral("removeRuleAction"), tr("&Remove"), QKeySequence(Qt::Key_Delete), &StackPage::removeCurrent);
    m_up = action(QStringLiteral("moveUpAction"), tr("Move &up"), QKeySequence(Qt::ALT | Qt::Key_Up), &StackPage::moveUp);
    m_down = action(QStringLiteral("moveDownAction"), tr("Move &down"), QKeySequence(Qt::ALT | Qt::Key_Down), &StackPage::moveDown);
    m_text = action(QStringLiteral("showTextAction"), tr("Show in the &text"), QKeySequence(Qt::CTRL | Qt::Key_T), &StackPage::showText);
    m_choose = action(QStringLiteral("chooseAnswerAction"), tr("&What if it answers…"), QKeySequence(Qt::Key_F2), &StackPage::chooseAnswer);
    m_choose->setShortcuts({QKeySequence(Qt::Key_F2), QKeySequence(Qt::Key_Space)});

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    auto *strip = new QWidget(this);
    strip->setObjectName(QStringLiteral("ruleStrip"));
    auto *buttons = new QHBoxLayout(strip);
    buttons->setContentsMargins(12, 6, 12, 6);
    buttons->setSpacing(8);
    buttons->addWidget(buttonFor(m_add, QStringLiteral("addRuleButton"), strip));
    buttons->addStretch(1);
    buttons->addWidget(buttonFor(m_edit, QStringLiteral("editRuleButton"), strip));
    buttons->addWidget(buttonFor(m_remove, QStringLiteral("removeRuleButton"), strip));
    buttons->addWidget(buttonFor(m_up, QStringLiteral("moveUpButton"), strip));
    buttons->addWidget(buttonFor(m_down, QStringLiteral("moveDownButton"), strip));
    layout->addWidget(strip);
    auto *verdict = new VerdictBar(*m_whatIf, this);
    connect(verdict, &VerdictBar::placeRequested, this, &StackPage::placeRequested);
    layout->addWidget(verdict);
}

QAction *StackPage::action(const QString &name, const QString &text, const QKeySequence &key, void (StackPage::*slot)())
{
    auto *made = new QAction(text, this);
    made->setObjectName(name);
    made->setShortcut(key);
    made->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(made);
    connect(made, &QAction::triggered, this, slot);
    return made;
}

void StackPage::setFacility(pam::Facility facility)
{
    m_model->setStack(m_loader.stack(), facility);
    m_whatIf->show(m_loader.stack(), facility);
    m_model->setExplanation(m_explanation);
    updatePlaceholder();
}

void StackPage::setExplanation(std::shared_ptr<const pam::ServiceExplanation> explanation)
{
    m_explanation = std::move(explanation);
    m_model->setExplanation(m_explanation);
}

void StackPage::updatePlaceholder()
{
    if (m_loader.stack()) {
        m_view->setPlaceholder(tr("No rules for %1. A program that asks for it is refused.").arg(text::facilityTitle(m_model->facility())));
    } else if (m_workspace.isLoaded() && m_analyst.isCurrent() && m_analyst.analysis()->services.empty()) {
        m_view->setPlaceholder(
            tr("There is no PAM configuration in this tree: no service file in %1.")
                .arg(QString::fromStdString(m_workspace.profile().directories.empty() ? std::string()
                                                                                      : m_workspace.profile().directories.front())));
    }
}

pam::Facility StackPage::facility() const
{
    return m_model->facility();
}

void StackPage::reload()
{
    m_explanation.reset(); // of the stack before
    setFacility(m_model->facility());
}

bool StackPage::select(const std::string &file, std::size_t line)
{
    const QModelIndex index = m_model->indexOf(file, line);
    if (!index.isValid()) {
        return false;
    }
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    m_view->setFocus();
    return true;
}

std::optional<RulePlace> StackPage::currentPlace() const
{
    return m_model->placeOf(m_view->currentIndex());
}

void StackPage::updateActions()
{
    const auto place = currentPlace();
    const bool editable = place && m_workspace.checkEditable(place->file).has_value();
    const QModelIndex current = m_view->currentIndex();
    const bool moves = editable && m_model->rowCount(current.parent()) > 1;
    m_edit->setEnabled(editable);
    m_remove->setEnabled(editable);
    m_up->setEnabled(moves && current.row() > 0);
    m_down->setEnabled(moves && current.row() + 1 < m_model->rowCount(current.parent()));
    m_text->setEnabled(place.has_value());
    m_choose->setEnabled(current.flags() & Qt::ItemIsEditable);
    const std::string file = place ? place->file : m_model->fileBelow({});
    m_add->setEnabled(!file.empty() && m_workspace.checkEditable(file).has_value());
}

void StackPage::showMenu(const QPoint &where)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("ruleMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_edit, m_add, m_remove});
    menu->addSeparator();
    menu->addActions({m_up, m_down});
    menu->addSeparator();
    menu->addActions({m_choose, m_text});
    menu->popup(m_view->viewport()->mapToGlobal(where));
}

RuleContext StackPage::contextFor(const std::string &file) const
{
    const Analysis &analysis = *m_analyst.analysis();
    RuleContext context;
    context.file = file;
    context.users = analysis.usersOf(file).size();
    if (const auto owner = analysis.owners.find(file); owner != analysis.owners.end()
        && (owner->second == pam::Owner::PamAuthUpdate || owner->second == pam::Owner::Authselect
            || owner->second == pam::Owner::PamConfig)) {
        context.owner = text::ownerText(owner->second);
    }
    context.profile = m_workspace.profile();
    context.modules = analysis.modules;
    context.knowsModules = analysis.knowsModules;
    for (const ServiceSummary &summary : analysis.services) {
        context.files.push_back(summary.file.service);
    }
    return context;
}

void StackPage::report(const Result<edits::Edited> &result)
{
    if (!result) {
        showError(this, result.error());
    } else {
        Q_EMIT edited(*result);
    }
}

void StackPage::editCurrent()
{
    const auto place = currentPlace();
    if (!place || !m_edit->isEnabled()) {
        return;
    }
    const auto stack = m_model->stack();
    const pam::Document &document = stack->documents.at(place->file);
    RuleContext context = contextFor(place->file);
    context.preview = [stack, place, &document](const pam::RuleFields &fields) -> Result<std::string> {
        const auto bytes = pam::replaceRule(document, place->node, fields);
        if (!bytes) {
            return fail(bytes.error());
        }
        const std::string lines = addedLines(document.text(), *bytes);
        if (!lines.empty()) {
            return lines;
        }
        std::string same(document.bytes(document.nodes()[place->node].span));
        while (!same.empty() && same.back() == '\n') {
            same.pop_back();
        }
        return same;
    };
    auto *dialog = new RuleDialog(std::move(context), pam::fieldsOf(document.nodes()[place->node]), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, stack, place, dialog] { report(edits::replace(m_workspace, *stack, *place, dialog->fields())); });
    dialog->open();
}

void StackPage::addRule()
{
    const auto stack = m_model->stack();
    if (!stack || !m_add->isEnabled()) {
        return;
    }
    // Behind the current rule, or at the end of the service's own file.
    const auto place = currentPlace();
    const std::string file = place ? place->file : m_model->fileBelow({});
    const std::optional<std::size_t> before = place ? edits::ruleAfter(*stack, *place) : std::nullopt;
    const auto document = stack->documents.find(file);
    if (document == stack->documents.end()) {
        return;
    }
    RuleContext context = contextFor(file);
    context.isNew = true;
    context.preview = [stack, before, document](const pam::RuleFields &fields) -> Result<std::string> {
        const auto bytes = pam::addRule(document->second, before, fields);
        if (!bytes) {
            return fail(bytes.error());
        }
        return addedLines(document->second.text(), *bytes);
    };
    pam::RuleFields fields;
    fields.type = pam::facilityName(m_model->facility());
    fields.control = "required";
    auto *dialog = new RuleDialog(std::move(context), fields, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, stack, file, before, place, dialog] {
        if (place) {
            QList<int> rows = StackView::rowsTo(m_view->currentIndex());
            rows.last() += 1;
            m_view->selectAfterReset(rows);
        }
        report(edits::add(m_workspace, *stack, file, before, dialog->fields()));
    });
    dialog->open();
}

void StackPage::removeCurrent()
{
    const auto place = currentPlace();
    if (place && m_remove->isEnabled()) {
        report(edits::remove(m_workspace, *m_model->stack(), *place));
    }
}

void StackPage::moveUp()
{
    move(-1);
}

void StackPage::moveDown()
{
    move(1);
}

void StackPage::move(int step)
{
    const auto place = currentPlace();
    const QModelIndex current = m_view->currentIndex();
    const QModelIndex neighbour = current.siblingAtRow(current.row() + step);
    const auto there = m_model->placeOf(neighbour);
    if (!place || !there || there->file != place->file) {
        return;
    }
    QList<int> rows = StackView::rowsTo(current);
    rows.last() += step;
    m_view->selectAfterReset(rows);
    const std::optional<std::size_t> before = step < 0 ? std::optional(there->node) : edits::ruleAfter(*m_model->stack(), *there);
    report(edits::move(m_workspace, *m_model->stack(), *place, before));
}

void StackPage::chooseAnswer()
{
    m_view->edit(m_view->currentIndex());
}

void StackPage::showText()
{
    const QModelIndex current = m_view->currentIndex();
    if (currentPlace()) {
        Q_EMIT textRequested(current.data(StackModel::FileRole).toString(), current.data(StackModel::LineNumberRole).toInt());
    }
}

} // namespace pamphlet::ui
