// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace pamphlet::ui {

/// Light colours for a PAM file: comments, the facility, the control, the module. Physical lines only: a hint, not a parser.
class PamHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    explicit PamHighlighter(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace pamphlet::ui
