// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/workspace/ruleedits.h"

#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QModelIndex;

namespace pamphlet::pam {
struct ServiceExplanation;
}

namespace pamphlet::ui {

class Analyst;
class RuleDialog;
class StackLoader;
class StackModel;
class StackView;
class VerdictBar;
class WhatIf;
class Workspace;
struct RuleContext;

/// The rules of one facility of a service, and everything one can do to them.
class StackPage final : public QWidget
{
    Q_OBJECT
public:
    StackPage(Workspace &workspace, Analyst &analyst, StackLoader &loader, QWidget *parent = nullptr);

    void setFacility(pam::Facility facility);
    pam::Facility facility() const;
    /// Which rules never run or never matter in the loader's stack; null: not known.
    void setExplanation(std::shared_ptr<const pam::ServiceExplanation> explanation);
    /// Makes the rule current if it stands here.
    bool select(const std::string &file, std::size_t line);

    StackView *view() const { return m_view; }
    StackModel *model() const { return m_model; }
    WhatIf *whatIf() const { return m_whatIf; }

Q_SIGNALS:
    /// Somebody wants to see this file as text.
    void textRequested(const QString &file, int line);
    /// Somebody wants to see this line, whatever stands there.
    void placeRequested(const QString &file, int line);
    void edited(const edits::Edited &edited);

private:
    void build();
    QAction *action(const QString &name, const QString &text, const QKeySequence &key, void (StackPage::*slot)());
    void reload();
    void updatePlaceholder();
    void updateActions();
    void showMenu(const QPoint &where);

    void editCurrent();
    void addRule();
    void removeCurrent();
    void moveUp();
    void moveDown();
    void move(int step);
    void showText();
    void chooseAnswer();

    RuleContext contextFor(const std::string &file) const;
    void report(const Result<edits::Edited> &result);
    std::optional<RulePlace> currentPlace() const;

    Workspace &m_workspace;
    Analyst &m_analyst;
    StackLoader &m_loader;
    WhatIf *m_whatIf;
    std::shared_ptr<const pam::ServiceExplanation> m_explanation;
    StackModel *m_model;
    StackView *m_view;
    QAction *m_edit = nullptr;
    QAction *m_add = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_up = nullptr;
    QAction *m_down = nullptr;
    QAction *m_text = nullptr;
    QAction *m_choose = nullptr;
};

} // namespace pamphlet::ui
