// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace pamphlet {

/// A value or an Error. Must not be dropped silently.
template<class T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
    Result(tl::expected<T, Error> other) // NOLINT(google-explicit-constructor): what and_then() and map() return
        : tl::expected<T, Error>(std::move(other))
    { }
};

/// `return fail(ErrorCode::NotFound, "...");`
inline tl::unexpected<Error> fail(ErrorCode code, std::string detail = {}, Place where = {})
{
    return tl::unexpected<Error>(Error{code, std::move(detail), std::move(where)});
}

/// Hands an error on: `return fail(result.error());`
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace pamphlet
