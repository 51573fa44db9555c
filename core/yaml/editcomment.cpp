// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/yaml/edit.h"

#include "core/yaml/editcheck.h"
#include "core/yaml/layout.h"
#include "core/yaml/removal.h"
#include "core/yaml/scalarreader.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace pamphlet::yaml {

Result<std::string> commentOut(const Document &document, const Path &path, std::string_view marker)
{
    if (path.empty())
        return fail(ErrorCode::InvalidArgument, "the whole file cannot be commented out");
    if (!marker.starts_with('#') || marker.find_first_of("\r\n") != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "this marker makes no comment");
    const Result<Location> child = locate(document, path);
    if (!child)
        return fail(child.error());
    if (hasAnchorInUse(document, child->value()))
        return refused(document, child->value(), pathText(path) + " is used elsewhere in the file by an alias");
    const Result<Span> lines = ownLines(document, *child);
    if (!lines)
        return fail(lines.error());

    const std::string_view bytes = document.bytes();
    const std::size_t margin = columnOf(document, childSpan(child->parent(), child->index()).begin);
    std::vector<Patch> patches;
    for (std::size_t line = lines->begin; line < lines->end; line = nextLine(bytes, line)) {
        const std::size_t text = skipBlanks(bytes, line);
        if (text >= bytes.size() || breakLength(bytes, text) > 0)
            continue;
        const std::size_t at = std::min(line + margin, text);
        patches.push_back({{at, at}, std::string(marker)});
    }

    Value expected = document.root();
    takeChild(expected, *child);
    std::vector<std::size_t> around = child->indexes;
    around.pop_back();
    if (Value &parent = *nodeAt(expected, around); childCount(parent) == 0) {
        parent.kind = Kind::Null;
        parent.flow = false;
    }
    return checked(
        document, patched(document, std::move(patches)), expected, [](Value &) { return true; }, document.place(child->value()));
}

} // namespace pamphlet::yaml
