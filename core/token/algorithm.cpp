// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/algorithm.h"

#include <algorithm>
#include <array>

namespace pamphlet::token {

namespace {

struct Row {
    Algorithm algorithm;
    std::string_view name;
    AlgorithmFamily family;
    std::string_view digest;
    unsigned coordinate;
};

constexpr std::array<Row, 10> rows{{
    {Algorithm::RS256, "RS256", AlgorithmFamily::RsaPkcs1, "SHA256", 0},
    {Algorithm::RS384, "RS384", AlgorithmFamily::RsaPkcs1, "SHA384", 0},
    {Algorithm::RS512, "RS512", AlgorithmFamily::RsaPkcs1, "SHA512", 0},
    {Algorithm::PS256, "PS256", AlgorithmFamily::RsaPss, "SHA256", 0},
    {Algorithm::PS384, "PS384", AlgorithmFamily::RsaPss, "SHA384", 0},
    {Algorithm::PS512, "PS512", AlgorithmFamily::RsaPss, "SHA512", 0},
    {Algorithm::ES256, "ES256", AlgorithmFamily::Ec, "SHA256", 32},
    {Algorithm::ES384, "ES384", AlgorithmFamily::Ec, "SHA384", 48},
    {Algorithm::ES512, "ES512", AlgorithmFamily::Ec, "SHA512", 66},
    {Algorithm::EdDSA, "EdDSA", AlgorithmFamily::EdDsa, "", 0},
}};
static_assert(rows.size() == static_cast<std::size_t>(Algorithm::EdDSA) + 1, "one row per algorithm");

const Row &rowOf(Algorithm algorithm)
{
    return rows[static_cast<std::size_t>(algorithm)];
}

} // namespace

std::string_view algorithmName(Algorithm algorithm)
{
    return rowOf(algorithm).name;
}

std::optional<Algorithm> algorithmFromName(std::string_view name)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [name](const Row &entry) { return entry.name == name; });
    if (row == rows.end())
        return std::nullopt;
    return row->algorithm;
}

AlgorithmFamily algorithmFamily(Algorithm algorithm)
{
    return rowOf(algorithm).family;
}

std::string_view digestName(Algorithm algorithm)
{
    return rowOf(algorithm).digest;
}

unsigned coordinateBytes(Algorithm algorithm)
{
    return rowOf(algorithm).coordinate;
}

} // namespace pamphlet::token
