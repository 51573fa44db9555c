// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token/configfixes.h"

#include "core/yaml/edit.h"

namespace pamphlet::token {

namespace {

std::vector<Rewrite> rewriteBy(const std::string &file, const Result<std::string> &bytes)
{
    if (!bytes)
        return {};
    return {Rewrite{file, *bytes, std::nullopt}};
}

} // namespace

std::vector<Rewrite> fixByText(const yaml::Document &document, const std::string &file, const yaml::Path &path, const std::string &text)
{
    return rewriteBy(file, yaml::setScalar(document, path, yaml::ScalarValue::string(text)));
}

std::vector<Rewrite> fixByBool(const yaml::Document &document, const std::string &file, const yaml::Path &path, bool value)
{
    return rewriteBy(file, yaml::setScalar(document, path, yaml::ScalarValue::boolean(value)));
}

std::vector<Rewrite> fixByRename(const yaml::Document &document, const std::string &file, const UnknownKey &key)
{
    if (!key.near)
        return {};
    yaml::Path wanted = key.path;
    wanted.pop_back();
    wanted.emplace_back(*key.near);
    if (document.effective(wanted))
        return {};
    return rewriteBy(file, yaml::renameKey(document, key.path, *key.near));
}

std::vector<Rewrite> fixByList(const yaml::Document &document, const std::string &file, const Setting &setting)
{
    const Result<std::string> without = yaml::removeKey(document, setting.path);
    if (!without || setting.found == "null")
        return rewriteBy(file, without);
    if (setting.found == "list" || setting.found == "map" || setting.found == "other")
        return {};
    const Result<yaml::Document> rest = yaml::Document::parse(*without);
    if (!rest)
        return {};
    const std::string *key = setting.path.back().key();
    yaml::Path map = setting.path;
    map.pop_back();
    return rewriteBy(file, yaml::addKey(*rest, map, *key, yaml::NewValue::sequence({yaml::ScalarValue::string(setting.text)})));
}

} // namespace pamphlet::token
