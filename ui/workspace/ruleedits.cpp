// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/ruleedits.h"

#include "ui/workspace/workspace.h"

#include <QCoreApplication>

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

Result<void> finish(Workspace &workspace, const std::string &file, Result<std::string> bytes, const QString &text)
{
    if (!bytes) {
        Error error = bytes.error();
        if (error.where.file.empty()) {
            error.where.file = file;
        }
        return fail(std::move(error));
    }
    workspace.setContent(file, std::move(*bytes), text);
    return {};
}

} // namespace

Result<void> replace(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place, const pam::RuleFields &fields)
{
    const auto document = documentOf(workspace, stack, place.file);
    if (!document) {
        return fail(document.error());
    }
    return finish(workspace, place.file, pam::replaceRule(**document, place.node, fields),
                  say(QT_TRANSLATE_NOOP("RuleEdits", "Change %2 in %1"), place.file, fields.target));
}

Result<void> add(Workspace &workspace, const pam::EffectiveStack &stack, const std::string &file, std::optional<std::size_t> before,
                 const pam::RuleFields &fields)
{
    const auto document = documentOf(workspace, stack, file);
    if (!document) {
        return fail(document.error());
    }
    return finish(workspace, file, pam::addRule(**document, before, fields),
                  say(QT_TRANSLATE_NOOP("RuleEdits", "Add %2 to %1"), file, fields.target));
}

Result<void> remove(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place)
{
    const auto document = documentOf(workspace, stack, place.file);
    if (!document) {
        return fail(document.error());
    }
    return finish(workspace, place.file, pam::removeRule(**document, place.node),
                  say(QT_TRANSLATE_NOOP("RuleEdits", "Remove %2 from %1"), place.file, nameOf(**document, place.node)));
}

Result<void> move(Workspace &workspace, const pam::EffectiveStack &stack, const RulePlace &place, std::optional<std::size_t> before)
{
    const auto document = documentOf(workspace, stack, place.file);
    if (!document) {
        return fail(document.error());
    }
    return finish(workspace, place.file, pam::moveRule(**document, place.node, before),
                  say(QT_TRANSLATE_NOOP("RuleEdits", "Move %2 in %1"), place.file, nameOf(**document, place.node)));
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
