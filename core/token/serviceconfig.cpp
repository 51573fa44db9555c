// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/serviceconfig.h"

#include <algorithm>
#include <array>

namespace pamphlet::token {

namespace {

constexpr yaml::Reader reader = yaml::Reader::Symfony;

bool looksLikeOtherProgram(const yaml::Value &root)
{
    constexpr std::array<const char *, 4> theirs{"server", "token", "acl", "users"};
    const auto held = std::count_if(theirs.begin(), theirs.end(), [&root](const char *key) { return root.find(key) != nullptr; });
    const std::vector<std::string> &ours = serviceKeys();
    return held >= 2 && std::none_of(ours.begin(), ours.end(), [&root](const std::string &key) { return root.find(key) != nullptr; });
}

} // namespace

const std::vector<std::string> &serviceKeys()
{
    static const std::vector<std::string> keys{"private_key", "issuer", "audience", "blacklisted_users"};
    return keys;
}

std::string resolvedPath(std::string_view path, std::string_view file)
{
    std::string whole(path);
    if (!path.starts_with('/')) {
        const std::size_t slash = file.rfind('/');
        whole = std::string(file.substr(0, slash == std::string_view::npos ? 0 : slash)) + '/' + whole;
    }
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= whole.size();) {
        const std::size_t end = std::min(whole.find('/', begin), whole.size());
        const std::string part = whole.substr(begin, end - begin);
        if (part == ".." && !parts.empty())
            parts.pop_back();
        else if (!part.empty() && part != "." && part != "..")
            parts.push_back(part);
        begin = end + 1;
    }
    std::string result;
    for (const std::string &part : parts)
        result += '/' + part;
    return result.empty() ? "/" : result;
}

std::string ServiceConfig::privateKeyPath() const
{
    return privateKey.good() && !privateKey.text.empty() ? resolvedPath(privateKey.text, file) : std::string();
}

std::vector<std::string> ServiceConfig::blacklisted() const
{
    std::vector<std::string> names;
    for (const Setting &item : blacklist.items) {
        if (item.good())
            names.push_back(item.text);
    }
    return names;
}

Result<ServiceConfig> readServiceConfig(std::string bytes, const std::string &file)
{
    Result<yaml::Document> document = yaml::Document::parse(std::move(bytes));
    if (!document) {
        Error error = document.error();
        error.where.file = file;
        return fail(std::move(error));
    }
    ServiceConfig config;
    config.file = file;
    config.document = std::move(*document);
    const yaml::Value &root = config.document.root();
    config.isMap = root.isMap() || root.isNull();
    config.privateKey = readText(config.document, file, {"private_key"}, reader);
    config.issuer = readText(config.document, file, {"issuer"}, reader);
    config.audience = readText(config.document, file, {"audience"}, reader);
    config.blacklist = readList(config.document, file, {"blacklisted_users"}, reader);
    config.unknown = unknownKeys(config.document, file, {}, serviceKeys());
    config.otherProgram = looksLikeOtherProgram(root);
    return config;
}

} // namespace pamphlet::token
