// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pamphlet {

namespace {

constexpr std::array<std::pair<ErrorCode, std::string_view>, 25> names{{
    {ErrorCode::AccessDenied, "AccessDenied"},
    {ErrorCode::InvalidArgument, "InvalidArgument"},
    {ErrorCode::InvalidChangeSet, "InvalidChangeSet"},
    {ErrorCode::InvalidInput, "InvalidInput"},
    {ErrorCode::NotFound, "NotFound"},
    {ErrorCode::NotADirectory, "NotADirectory"},
    {ErrorCode::Unreadable, "Unreadable"},
    {ErrorCode::TooLarge, "TooLarge"},
    {ErrorCode::Changed, "Changed"},
    {ErrorCode::Unsafe, "Unsafe"},
    {ErrorCode::NotAllowed, "NotAllowed"},
    {ErrorCode::NoSpace, "NoSpace"},
    {ErrorCode::ReadOnly, "ReadOnly"},
    {ErrorCode::Io, "Io"},
    {ErrorCode::Busy, "Busy"},
    {ErrorCode::LimitExceeded, "LimitExceeded"},
    {ErrorCode::TimedOut, "TimedOut"},
    {ErrorCode::Cancelled, "Cancelled"},
    {ErrorCode::HelperUnavailable, "HelperUnavailable"},
    {ErrorCode::ProbeFailed, "ProbeFailed"},
    {ErrorCode::EditRefused, "EditRefused"},
    {ErrorCode::Unsupported, "Unsupported"},
    {ErrorCode::NothingToRollBack, "NothingToRollBack"},
    {ErrorCode::Conflict, "Conflict"},
    {ErrorCode::Internal, "Internal"},
}};
static_assert(names.size() == static_cast<std::size_t>(ErrorCode::Internal) + 1, "one row per code");

} // namespace

const std::vector<ErrorCode> &allErrorCodes()
{
    static const std::vector<ErrorCode> codes = [] {
        std::vector<ErrorCode> result;
        result.reserve(names.size());
        for (const auto &[code, name] : names)
            result.push_back(code);
        return result;
    }();
    return codes;
}

std::string_view errorName(ErrorCode code)
{
    const auto row = std::find_if(names.begin(), names.end(), [code](const auto &entry) { return entry.first == code; });
    return row == names.end() ? std::string_view("Internal") : row->second;
}

ErrorCode errorFromName(std::string_view name)
{
    const auto row = std::find_if(names.begin(), names.end(), [name](const auto &entry) { return entry.second == name; });
    return row == names.end() ? ErrorCode::Internal : row->first;
}

} // namespace pamphlet
