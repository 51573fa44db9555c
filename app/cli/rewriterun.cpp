// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rewriterun.h"

#include "app/cli/changerun.h"
#include "app/cli/difftext.h"
#include "app/cli/filediff.h"
#include "app/cli/session.h"
#include "app/cli/writeoptions.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <string>

namespace pamphlet::app::cli {

namespace {

QString rewriteText(const char *text)
{
    return QCoreApplication::translate("pamphlet::app::cli::RewriteRun", text);
}

/// Without those that change nothing: they need no permission.
std::vector<change::FileRewrite> changing(const FileSource &files, std::vector<change::FileRewrite> rewrites)
{
    std::erase_if(rewrites, [&files](const change::FileRewrite &rewrite) {
        const FileContent now = files.read(rewrite.path);
        const bool sameBytes = !rewrite.bytes || *rewrite.bytes == now.bytes;
        return now.status.kind == FileKind::Regular && sameBytes && (!rewrite.mode || *rewrite.mode == now.status.mode);
    });
    return rewrites;
}

void complainUnlisted(Session &session, const change::PathPolicy &policy, const std::vector<std::string> &lines)
{
    Console &console = session.console();
    console.complaint(rewriteText(QT_TRANSLATE_NOOP("pamphlet::app::cli::RewriteRun",
                                                    "Pamphlet changes files beside PAM's own only where this tree lists them. "
                                                    "Nothing was changed. The administrator of the tree has to write into a "
                                                    "file of %1 that ends in .conf:"))
                          .arg(QLatin1String(change::pathListDirectory)));
    for (const std::string &line : lines)
        console.complaint(QStringLiteral("    ") + shown(line));
    for (const Error &problem : policy.problems())
        console.complaint(rewriteText(QT_TRANSLATE_NOOP("pamphlet::app::cli::RewriteRun", "A list that counts for nothing: %1"))
                              .arg(shown(ui::text::errorMessage(problem))));
    session.finish(ExitCode::BadInput);
}

} // namespace

void endWithRewrites(QObject *parent, Session &session, const Tree &tree, const std::vector<change::FileRewrite> &wanted,
                     const WriteOptions &options, Json more)
{
    const std::vector<change::FileRewrite> rewrites = changing(*tree.files, wanted);
    if (options.given()) {
        const change::PathPolicy policy = change::PathPolicy::of(tree.files);
        const auto lines = change::missingListLines(policy, rewrites);
        if (!lines)
            return session.fail(lines.error());
        if (!lines->empty())
            return complainUnlisted(session, policy, *lines);
        const auto set = change::changeSetOf(*tree.files, rewrites, options.reason(), policy);
        if (!set)
            return session.fail(set.error());
        return (new ChangeRun(parent))->start(session, tree, *set, options.dryRun(), std::move(more));
    }
    std::string diff;
    Json paths = Json::array();
    for (const change::FileRewrite &rewrite : rewrites) {
        const FileContent before = tree.files->read(rewrite.path);
        const std::string part = fileDiff(rewrite.path, before, rewrite.bytes ? rewrite.bytes : std::optional(before.bytes), rewrite.mode);
        if (!part.empty())
            paths.push_back(rewrite.path);
        diff += part;
    }
    if (session.options().json) {
        Json document{{"files", paths}, {"diff", diff}};
        document.update(more);
        session.console().document(document);
    } else if (diff.empty()) {
        session.console().note(rewriteText(QT_TRANSLATE_NOOP("pamphlet::app::cli::RewriteRun", "Nothing to change.")));
    } else {
        printDiff(session.console(), diff);
    }
    session.finish(ExitCode::Yes);
}

void endRefused(Session &session, const Error &error)
{
    if (error.code != ErrorCode::EditRefused && error.code != ErrorCode::Conflict)
        return session.fail(error);
    session.console().complaint(
        (error.where.file.empty() ? QString() : placeText(error.where) + QStringLiteral(": "))
        + rewriteText(QT_TRANSLATE_NOOP("pamphlet::app::cli::RewriteRun", "Refused, nothing was changed: %1.")).arg(shown(error.detail)));
    session.finish(exitCodeFor(error.code));
}

} // namespace pamphlet::app::cli
