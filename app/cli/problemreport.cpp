// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/problemreport.h"

#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

constexpr std::size_t maxPrinted = 50; // --json has all of them

std::string problemName(pam::ProblemKind kind)
{
    switch (kind) {
    case pam::ProblemKind::IllegalType:
        return "illegal-type";
    case pam::ProblemKind::MissingControl:
        return "missing-control";
    case pam::ProblemKind::MissingModule:
        return "missing-module";
    case pam::ProblemKind::BadControl:
        return "bad-control";
    case pam::ProblemKind::IncludeTargetMissing:
        return "include-target-missing";
    case pam::ProblemKind::IncludeNotFound:
        return "include-not-found";
    case pam::ProblemKind::IncludeUnreadable:
        return "include-unreadable";
    case pam::ProblemKind::IncludeTooDeep:
        return "include-too-deep";
    case pam::ProblemKind::IncludeFailed:
        return "include-failed";
    case pam::ProblemKind::IncludeCycle:
        return "include-cycle";
    case pam::ProblemKind::BadModuleName:
        return "bad-module-name";
    case pam::ProblemKind::UnfinishedContinuation:
        return "unfinished-continuation";
    case pam::ProblemKind::OverlongLine:
        return "overlong-line";
    case pam::ProblemKind::HiddenBytes:
        return "hidden-bytes";
    case pam::ProblemKind::ReaderHangs:
        return "reader-hangs";
    case pam::ProblemKind::ServiceNotFound:
        return "service-not-found";
    case pam::ProblemKind::UsesOther:
        return "uses-other";
    case pam::ProblemKind::WorkLimit:
        return "work-limit";
    }
    return "unknown";
}

} // namespace

Json problemsJson(const std::vector<pam::Problem> &problems)
{
    Json result = Json::array();
    for (const pam::Problem &problem : problems)
        result.push_back(Json{{"kind", problemName(problem.kind)},
                              {"file", problem.where.file.empty() ? Json(nullptr) : Json(problem.where.file)},
                              {"line", jsonPosition(problem.where.line)},
                              {"column", jsonPosition(problem.where.column)},
                              {"message", jsonString(ui::text::problemMessage(problem))}});
    return result;
}

void printProblems(Console &console, const std::vector<pam::Problem> &problems)
{
    const std::size_t count = std::min(problems.size(), maxPrinted);
    for (std::size_t i = 0; i < count; ++i)
        console.line(QStringLiteral("  ") + placeText(problems[i].where) + QStringLiteral(": ")
                     + shown(ui::text::problemMessage(problems[i])));
    if (count < problems.size())
        console.line(QStringLiteral("  ")
                     + QCoreApplication::translate("pamphlet::app::cli::ShowCommand", "… and %1 more").arg(problems.size() - count));
}

} // namespace pamphlet::app::cli
