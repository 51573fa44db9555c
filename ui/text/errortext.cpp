// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/printable.h"
#include "ui/text/sentence.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace pamphlet::ui::text {

namespace {

struct ErrorText {
    ErrorCode code;
    const char *title;
    const char *message; ///< what happened, and what to do
};

constexpr ErrorText texts[] = {
    {ErrorCode::AccessDenied, QT_TRANSLATE_NOOP("text", "Not authorized"),
     QT_TRANSLATE_NOOP("text", "You were not authorized, so nothing was done. Try again and authenticate as an administrator.")},
    {ErrorCode::InvalidArgument, QT_TRANSLATE_NOOP("text", "Request not understood"),
     QT_TRANSLATE_NOOP("text", "The request names something that cannot be right. Check the names and values given.")},
    {ErrorCode::InvalidChangeSet, QT_TRANSLATE_NOOP("text", "Change set not valid"),
     QT_TRANSLATE_NOOP("text", "The change set is malformed, so nothing was changed. Make it again from the files.")},
    {ErrorCode::InvalidInput, QT_TRANSLATE_NOOP("text", "File not usable"),
     QT_TRANSLATE_NOOP("text", "The file cannot be used as it is. Correct it and try again.")},
    {ErrorCode::NotFound, QT_TRANSLATE_NOOP("text", "Not found"),
     QT_TRANSLATE_NOOP("text", "There is nothing of that name. Check the spelling and the root directory.")},
    {ErrorCode::NotADirectory, QT_TRANSLATE_NOOP("text", "Not a directory"),
     QT_TRANSLATE_NOOP("text", "A directory is needed here, and this is not one.")},
    {ErrorCode::Unreadable, QT_TRANSLATE_NOOP("text", "Cannot be read"),
     QT_TRANSLATE_NOOP("text", "It exists but cannot be read. Check its permissions, or start again as a user who may read it.")},
    {ErrorCode::TooLarge, QT_TRANSLATE_NOOP("text", "Too large"),
     QT_TRANSLATE_NOOP("text", "This is larger than Pamphlet accepts. Make it smaller; nothing was changed.")},
    {ErrorCode::Changed, QT_TRANSLATE_NOOP("text", "Changed in the meantime"),
     QT_TRANSLATE_NOOP("text",
                       "A file is no longer what your change was made against, so nothing was written. Reload and make the change again.")},
    {ErrorCode::Unsafe, QT_TRANSLATE_NOOP("text", "Not safe"),
     QT_TRANSLATE_NOOP("text", "The owner, the permissions or a link make this unsafe, so it was not done. Correct them first.")},
    {ErrorCode::NotAllowed, QT_TRANSLATE_NOOP("text", "Not a file that Pamphlet changes"),
     QT_TRANSLATE_NOOP("text",
                       "Pamphlet writes PAM's files, the message of the day, and what is listed in /etc/pamphlet/paths.d. Nothing was "
                       "changed.")},
    {ErrorCode::NoSpace, QT_TRANSLATE_NOOP("text", "No space left"),
     QT_TRANSLATE_NOOP("text", "The file system is full or the quota is used up. Every file is as it was; make room and try again.")},
    {ErrorCode::ReadOnly, QT_TRANSLATE_NOOP("text", "Read-only"),
     QT_TRANSLATE_NOOP("text", "The file system is mounted read-only or the file is marked immutable. Every file is as it was.")},
    {ErrorCode::Io, QT_TRANSLATE_NOOP("text", "System error"),
     QT_TRANSLATE_NOOP("text", "The operating system reported an error. Check the disk and the system log, then try again.")},
    {ErrorCode::Busy, QT_TRANSLATE_NOOP("text", "Another change is under way"),
     QT_TRANSLATE_NOOP("text", "Another change is being written at this moment. Wait until it is done and try again.")},
    {ErrorCode::LimitExceeded, QT_TRANSLATE_NOOP("text", "Too many requests"),
     QT_TRANSLATE_NOOP("text", "Too many requests are open or were made in a short time. Wait a little and try again.")},
    {ErrorCode::TimedOut, QT_TRANSLATE_NOOP("text", "Time limit reached"),
     QT_TRANSLATE_NOOP("text",
                       "It took longer than the time limit and was ended. A module may hang, or wait for something that does not come.")},
    {ErrorCode::Cancelled, QT_TRANSLATE_NOOP("text", "Cancelled"), QT_TRANSLATE_NOOP("text", "It was cancelled before it was done.")},
    {ErrorCode::HelperUnavailable, QT_TRANSLATE_NOOP("text", "Helper not reachable"),
     QT_TRANSLATE_NOOP(
         "text",
         "Pamphlet's helper could not be reached. Check that it is installed and that the system bus runs; reading works without it.")},
    {ErrorCode::ProbeFailed, QT_TRANSLATE_NOOP("text", "Test login ended unexpectedly"),
     QT_TRANSLATE_NOOP(
         "text",
         "The process of the test login ended before the login was over: a module most likely crashed it. Nothing else was affected.")},
    {ErrorCode::EditRefused, QT_TRANSLATE_NOOP("text", "Edit refused"),
     QT_TRANSLATE_NOOP("text",
                       "The edit would have changed more than was asked for, so it was not made. Change the text of the file instead.")},
    {ErrorCode::Unsupported, QT_TRANSLATE_NOOP("text", "Not supported here"),
     QT_TRANSLATE_NOOP("text", "This is not possible with this system's libpam, kernel or file system.")},
    {ErrorCode::NothingToRollBack, QT_TRANSLATE_NOOP("text", "Nothing to take back"),
     QT_TRANSLATE_NOOP("text", "There is no applied change that could be taken back.")},
    {ErrorCode::Conflict, QT_TRANSLATE_NOOP("text", "Changed by someone else"),
     QT_TRANSLATE_NOOP("text",
                       "A file was changed by someone else since, and taking the change back would undo that too. Compare the files and "
                       "decide by hand.")},
    {ErrorCode::Internal, QT_TRANSLATE_NOOP("text", "Internal error"),
     QT_TRANSLATE_NOOP("text", "Pamphlet made a mistake of its own. Please report it with the words in parentheses.")},
};
static_assert(std::size(texts) == static_cast<std::size_t>(ErrorCode::Internal) + 1, "one row per code");

const ErrorText &textOf(ErrorCode code)
{
    const auto row = std::find_if(std::begin(texts), std::end(texts), [code](const ErrorText &text) { return text.code == code; });
    return row == std::end(texts) ? *std::prev(std::end(texts)) : *row;
}

/// "file:line:column: ", as far as it is known.
QString placePrefix(const Place &where)
{
    if (where.file.empty())
        return {};
    QString prefix = printable(where.file, 4 * printableLimit);
    if (where.line > 0)
        prefix += QLatin1Char(':') + QString::number(where.line);
    if (where.line > 0 && where.column > 0)
        prefix += QLatin1Char(':') + QString::number(where.column);
    return prefix + QStringLiteral(": ");
}

} // namespace

QString errorTitle(const Error &error)
{
    return sentence(textOf(error.code).title);
}

QString errorMessage(const Error &error)
{
    const QString detail = printable(error.detail, 4 * printableLimit);
    const QString message = placePrefix(error.where) + sentence(textOf(error.code).message);
    return detail.isEmpty() ? message : message + QStringLiteral(" (") + detail + QLatin1Char(')');
}

} // namespace pamphlet::ui::text
