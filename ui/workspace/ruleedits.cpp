// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/ruleedits.h"

#include "ui/workspace/workspace.h"

#include <QCoreApplication>

#include <utility>

namespace pamphlet::ui::edits {

namespace {

QString say(const char *text, const std::string &file, const std::string &rule = {})
{
    const std::string name = file.substr(file.rfind('/') + 1);
    return QCoreApplication::translate("RuleEdits", text).arg(QString::fromStdString(name), QString::fromStdString(rule));
}

Result<const pam::Document *> documentOf(const Workspace &workspace, const pam::EffectiveStack &stack, const std::string &file)
{
    const auto found = stack.documents.find(file);
    if (found == stack.documents.end()) {
        return fail(ErrorCode::NotFound, "the stack has not read this file", {file, 0, 0});
    }
    if (auto editable = workspace.checkEditable(file); !editable) {
        return fail(editable.error());
    }
    if (workspace.content(file) != found->second.text()) {
        return fail(ErrorCode::Changed, "the file was edited since the stack was read", {file, 0, 0});
    }
    return &found->second;
}

std::string nameOf(const pam::Document &document, std::size_t node)
{
    if (node >= document.nodes().size() || !document.nodes()[node].rule.target) {
        return {};
    }
    return document.nodes()[node].rule.target->text;
}

Result<Edited> perform(Workspace &workspace, const pam::EffectiveStack &stack, const pam::EditRequest &request, const char *text,
                       const std::string &rule)
{
    auto outcome = plan(workspace, stack, request);
    if (!outcome) {
        return fail(outcome.error());
    }
    auto owners = pam::ownershipWarnings(*workspace.effectiveTree(), workspace.profile(), request, *outcome);
    apply(workspace, *outcome, say(text, request.file, rule));
    return Edited{std::move(*outcome), std::move(owners)};
}

std::string nameOf(const pam::EffectiveStack &stack, const RulePlace &place)
{
    const auto found = stack.documents.find(place.file);
    return found == stack.documents.end() ? std::string() : nameOf(found->second, place.node);
}

} // namespace

Result<pam::EditOutcome> plan(const Workspace &workspace, const pam::EffectiveStack &stack, const pam::EditRequest &request)
{
    if (const auto document = documentOf(workspace, stack, request.file); !document) {
        return fail(document.error());
    }
    auto outcome = pam::planEdit(*workspace.effectiveTree(), workspace.profile(), request);
    if (!outcome) {
        Error error = outcome.error();
        if (error.where.file.empty()) {
            error.where.file = request.file;
        }
        return fail(std::move(error));
    }
    for (const pam::FileEdit &edit : outcome->files) {
        if (auto editable = workspace.checkEditable(edit.file); !editable) {
            return fail(editable.error());
        }
    }
    return outcome;
}

void apply(Workspace &workspace, const pam::EditOutcome &outcome, const QString &text)
{
    OverlayTree::Changes contents;
    for (const pam::FileEdit &edit : outcome.files) {
        contents[edit.file] = edit.after;
    }
    workspace.setContents(contents, text);
}

Result<Edited> replace(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place, const pam::RuleFields &fields)
{
    return perform(workspace, stack, {pam::EditKind::Replace, place.file, place.node, {}, fields, false},
                   QT_TRANSLATE_NOOP("RuleEdits", "Change %2 in %1"), fields.target);
}

Result<Edited> add(Workspace &workspace, const pam::EffectiveStack &stack, const std::string &file, std::optional<std::size_t> before,
                   const pam::RuleFields &fields)
{
    return perform(workspace, stack, {pam::EditKind::Add, file, 0, before, fields, false}, QT_TRANSLATE_NOOP("RuleEdits", "Add %2 to %1"),
                   fields.target);
}

Result<Edited> remove(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place)
{
    return perform(workspace, stack, {pam::EditKind::Remove, place.file, place.node, {}, {}, false},
                   QT_TRANSLATE_NOOP("RuleEdits", "Remove %2 from %1"), nameOf(stack, place));
}

Result<Edited> move(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place, std::optional<std::size_t> before)
{
    return perform(workspace, stack, {pam::EditKind::Move, place.file, place.node, before, {}, false},
                   QT_TRANSLATE_NOOP("RuleEdits", "Move %2 in %1"), nameOf(stack, place));
}

std::optional<std::size_t> ruleAfter(const pam::EffectiveStack &stack, const RulePlace &place)
{
    const auto found = stack.documents.find(place.file);
    if (found == stack.documents.end()) {
        return std::nullopt;
    }
    const auto &nodes = found->second.nodes();
    for (std::size_t node = place.node + 1; node < nodes.size(); ++node) {
        if (nodes[node].kind == pam::NodeKind::Rule) {
            return node;
        }
    }
    return std::nullopt;
}

} // namespace pamphlet::ui::edits
