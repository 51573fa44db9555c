// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/syntax/document.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pamphlet::pam {

/// How a file writes its rules around one place, so that a new line looks as if it had always been there.
class LineStyle
{
public:
    /// `before`: node index; the number of nodes for the end of the file.
    LineStyle(const Document &document, std::size_t before);

    /// The rules that stand nearest, the one above first.
    const std::vector<const Node *> &neighbours() const { return m_neighbours; }

    /// A line of these spelled tokens (head: service, type, control, target as far as there are), without its end.
    std::string line(const std::vector<std::string> &head, const std::vector<std::string> &arguments, bool atInclude) const;

    /// What ends a line here. A carriage return is a byte like any other to libpam: the comment keeps it out of the last token.
    std::string lineEnd() const { return m_crlf ? " #\r\n" : "\n"; }

private:
    std::string gap(std::size_t index, std::size_t column, bool atInclude) const;
    std::optional<std::string> blanksBetween(std::size_t begin, std::size_t end) const;

    const Document &m_document;
    std::vector<const Node *> m_neighbours;
    bool m_crlf = false;
};

} // namespace pamphlet::pam
