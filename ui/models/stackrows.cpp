// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/stackrows.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace pamphlet::ui {

namespace {

class RowBuilder
{
public:
    RowBuilder(const pam::EffectiveStack &stack, const std::vector<pam::Entry> &chain, pam::Facility facility)
        : m_stack(stack)
        , m_facility(facility)
        , m_entries(stack.frames.size())
        , m_children(stack.frames.size())
        , m_used(stack.frames.size(), false)
    {
        for (std::size_t index = 0; index < chain.size(); ++index) {
            m_entries[std::size_t(chain[index].frame)].push_back(index);
            for (int frame = chain[index].frame; frame >= 0 && !m_used[std::size_t(frame)];
                 frame = stack.frames[std::size_t(frame)].parent) {
                m_used[std::size_t(frame)] = true;
            }
        }
        for (std::size_t frame = 0; frame < stack.frames.size(); ++frame) {
            if (stack.frames[frame].parent >= 0) {
                m_children[std::size_t(stack.frames[frame].parent)].push_back(int(frame));
            }
        }
        m_chain = &chain;
    }

    std::vector<StackRow> build() const
    {
        std::vector<StackRow> top;
        for (std::size_t frame = 0; frame < m_stack.frames.size(); ++frame) {
            const pam::Frame &root = m_stack.frames[frame];
            if (root.parent >= 0) {
                continue;
            }
            if (root.via != pam::Via::Other) {
                std::vector<StackRow> own = rowsOf(int(frame));
                std::move(own.begin(), own.end(), std::back_inserter(top));
            } else if (m_used[frame]) { // the fallback, or `other` itself, which is read twice
                top.push_back({std::nullopt, int(frame), rowsOf(int(frame))});
            }
        }
        return top;
    }

private:
    // The facility that an include line names; nullopt for @include and illegal types.
    std::optional<pam::Facility> facilityOf(const pam::Frame &frame) const
    {
        const auto document = m_stack.documents.find(frame.directiveFile);
        if (document == m_stack.documents.end()) {
            return std::nullopt;
        }
        const auto node = document->second.ruleAtLine(frame.directiveLine);
        return node ? document->second.nodes()[*node].rule.facility : std::nullopt;
    }

    bool isShown(int index) const
    {
        const pam::Frame &frame = m_stack.frames[std::size_t(index)];
        if (m_used[std::size_t(index)]) {
            return true;
        }
        const bool wanted = frame.via == pam::Via::AtInclude ? frame.failed : facilityOf(frame) == m_facility;
        // A stack that falls back has no entry of its own; its empty includes say why.
        return wanted;
    }

    std::vector<StackRow> rowsOf(int index) const
    {
        struct Placed {
            std::size_t line;
            int order; // of two at one line the group comes first
            StackRow row;
        };
        std::vector<Placed> placed;
        for (const int child : m_children[std::size_t(index)]) {
            if (isShown(child)) {
                placed.push_back({m_stack.frames[std::size_t(child)].directiveLine, 0, {std::nullopt, child, rowsOf(child)}});
            }
        }
        for (const std::size_t entry : m_entries[std::size_t(index)]) {
            if ((*m_chain)[entry].kind != pam::EntryKind::Marker) { // the group of the substack stands for its marker
                placed.push_back({(*m_chain)[entry].line, 1, {entry, index, {}}});
            }
        }
        std::stable_sort(placed.begin(), placed.end(), [](const Placed &one, const Placed &other) {
            return std::tie(one.line, one.order) < std::tie(other.line, other.order);
        });
        std::vector<StackRow> rows;
        rows.reserve(placed.size());
        for (Placed &each : placed) {
            rows.push_back(std::move(each.row));
        }
        return rows;
    }

    const pam::EffectiveStack &m_stack;
    const std::vector<pam::Entry> *m_chain = nullptr;
    pam::Facility m_facility;
    std::vector<std::vector<std::size_t>> m_entries;
    std::vector<std::vector<int>> m_children;
    std::vector<bool> m_used; ///< it, or a frame below it, has an entry in the chain
};

} // namespace

std::vector<StackRow> stackRows(const pam::EffectiveStack &stack, const std::vector<pam::Entry> &chain, pam::Facility facility)
{
    return RowBuilder(stack, chain, facility).build();
}

int shownJump(const pam::Entry &entry)
{
    if (entry.kind != pam::EntryKind::Module) {
        return 0;
    }
    if (entry.actions[pam::rc::success].isJump()) {
        return entry.actions[pam::rc::success].value;
    }
    int jump = 0;
    for (const pam::Action &action : entry.actions) {
        if (action.isJump()) {
            if (jump != 0 && jump != action.value) {
                return 0; // several: no single arrow tells the truth
            }
            jump = action.value;
        }
    }
    return jump;
}

} // namespace pamphlet::ui
