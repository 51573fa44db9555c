// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sarif.h"

#include "core/change/digest.h"
#include "ui/text/lintguide.h"
#include "ui/text/text.h"

#include <QByteArray>

#include <algorithm>

namespace pamphlet::app::cli {

namespace {

constexpr const char *schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr const char *rootId = "ROOT";

/// RFC 3986: everything but unreserved characters and the slash is escaped.
std::string escaped(std::string_view path)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || std::string_view("-._~/").find(c) != std::string_view::npos) {
            uri += c;
        } else {
            uri += '%';
            uri += digits[byte >> 4];
            uri += digits[byte & 15];
        }
    }
    return uri;
}

Json artifact(std::string_view file)
{
    file.remove_prefix(std::min(file.find_first_not_of('/'), file.size()));
    return Json{{"uri", escaped(file)}, {"uriBaseId", rootId}};
}

Json message(const QString &text)
{
    return Json{{"text", jsonString(text)}};
}

bool continues(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u;
}

bool isUtf8(std::string_view bytes)
{
    const QByteArray array = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return array.isValidUtf8();
}

std::size_t characters(std::string_view bytes)
{
    return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) { return !continues(c); }));
}

/// Line and column, both from 1, the column in characters.
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
};

Position positionOf(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, offset);
    const std::size_t start = before.rfind('\n') + 1; // npos + 1 is 0
    return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1, characters(before.substr(start)) + 1};
}

/// The smallest replacement that makes one text of another, cut between characters.
struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0; ///< of the old text
    std::string inserted;
};

Replacement replacementBetween(std::string_view before, std::string_view after)
{
    const auto same = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    auto begin = static_cast<std::size_t>(same.first - before.begin());
    while (begin > 0 && begin < before.size() && continues(before[begin]))
        --begin;
    const std::size_t most = std::min(before.size(), after.size()) - begin;
    std::size_t tail = 0;
    while (tail < most && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (tail > 0 && continues(before[before.size() - tail]))
        --tail;
    return {begin, before.size() - tail, std::string(after.substr(begin, after.size() - tail - begin))};
}

std::string pascalCase(std::string_view slug)
{
    std::string name;
    bool upper = true;
    for (const char c : slug) {
        if (c != '-')
            name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        upper = c == '-';
    }
    return name;
}

Json ruleJson(const pam::LintInfo &info)
{
    const ui::text::LintGuide guide = ui::text::lintGuide(info.id);
    return Json{{"id", info.id},
                {"name", pascalCase(info.name)},
                {"shortDescription", message(guide.title + u'.')},
                {"fullDescription", message(guide.why)},
                {"help", Json{{"text", jsonString(guide.why + u' ' + guide.whatToDo)}, {"markdown", jsonString(guide.markdown)}}},
                {"defaultConfiguration", Json{{"level", pam::severityName(info.severity)}}},
                {"properties", Json{{"tags", Json::array({"pam", "security"})}}}};
}

std::size_t ruleIndex(std::string_view id)
{
    const std::vector<pam::LintInfo> &rules = pam::lintCatalogue();
    const auto rule = std::find_if(rules.begin(), rules.end(), [id](const pam::LintInfo &info) { return info.id == id; });
    return static_cast<std::size_t>(rule - rules.begin());
}

} // namespace

Json SarifLog::document(const std::vector<pam::Finding> &findings, const CheckRun &run)
{
    Json rules = Json::array();
    for (const pam::LintInfo &info : pam::lintCatalogue())
        rules.push_back(ruleJson(info));
    Json results = Json::array();
    for (const pam::Finding &finding : findings)
        results.push_back(result(finding));
    Json notifications = Json::array();
    for (const Error &error : run.unreadable)
        notifications.push_back(Json{{"level", "error"},
                                     {"message", message(ui::text::errorMessage(error))},
                                     {"locations", Json::array({Json{{"physicalLocation", location(error.where)}}})}});

    std::string root = run.root;
    if (!root.ends_with('/'))
        root += '/';
    const Json driver{{"name", "pamphletctl"},
                      {"fullName", std::string("pamphletctl ") + PAMPHLET_VERSION},
                      {"semanticVersion", PAMPHLET_VERSION},
                      {"rules", std::move(rules)}};
    const Json invocation{{"executionSuccessful", run.unreadable.empty()},
                          {"exitCode", static_cast<int>(run.exitCode)},
                          {"toolExecutionNotifications", std::move(notifications)}};
    const Json base{{"uri", "file://" + escaped(root)}, {"description", message(tr("The root of the tree that was checked."))}};
    const Json log{{"tool", Json{{"driver", driver}}},
                   {"invocations", Json::array({invocation})},
                   {"originalUriBaseIds", Json{{rootId, base}}},
                   {"columnKind", "unicodeCodePoints"},
                   {"results", std::move(results)},
                   {"properties", Json{{"libpam", run.libpam}}}};
    return Json{{"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({log})}};
}

Json SarifLog::result(const pam::Finding &finding)
{
    Json result{{"ruleId", finding.id},
                {"ruleIndex", ruleIndex(finding.id)},
                {"level", pam::severityName(finding.severity)},
                {"message", message(ui::text::findingMessage(finding))}};
    if (!finding.where.file.empty())
        result["locations"] = Json::array({Json{{"physicalLocation", location(finding.where)}}});
    result["partialFingerprints"] = Json{{"pamphletFinding/v1", fingerprint(finding)}};
    if (finding.fix)
        result["fixes"] = Json::array({fix(finding)});
    result["properties"] = Json{{"services", finding.services}};
    return result;
}

Json SarifLog::location(const Place &where)
{
    Json location{{"artifactLocation", artifact(where.file)}};
    if (where.line == 0)
        return location;
    Json region{{"startLine", where.line}};
    if (where.column != 0)
        region["startColumn"] = characters(std::string_view(lineOf(where)).substr(0, where.column - 1)) + 1;
    location["region"] = std::move(region);
    return location;
}

Json SarifLog::fix(const pam::Finding &finding)
{
    const std::string &before = textOf(finding.fix->file);
    const Replacement replacement = replacementBetween(before, finding.fix->bytes);
    Json change = Json::object();
    if (isUtf8(before) && isUtf8(finding.fix->bytes)) {
        const Position begin = positionOf(before, replacement.begin);
        const Position end = positionOf(before, replacement.end);
        change["deletedRegion"]
            = Json{{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
        if (!replacement.inserted.empty())
            change["insertedContent"] = Json{{"text", replacement.inserted}};
    } else { // text that is no text can only be told by its bytes
        change["deletedRegion"] = Json{{"byteOffset", replacement.begin}, {"byteLength", replacement.end - replacement.begin}};
        if (!replacement.inserted.empty())
            change["insertedContent"] = Json{{"binary", QByteArray::fromStdString(replacement.inserted).toBase64().toStdString()}};
    }
    const Json file{{"artifactLocation", artifact(finding.fix->file)}, {"replacements", Json::array({std::move(change)})}};
    return Json{{"description", message(ui::text::fixTitle(finding))}, {"artifactChanges", Json::array({file})}};
}

std::string SarifLog::fingerprint(const pam::Finding &finding)
{
    std::string line = lineOf(finding.where);
    line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
    std::string key = finding.id + '\n' + finding.where.file + '\n' + line;
    for (const std::string &argument : finding.arguments)
        key += '\n' + argument;
    const std::string digest = change::sha256(key).substr(0, 32);
    return digest + ':' + std::to_string(++m_fingerprints[digest]);
}

const std::string &SarifLog::textOf(const std::string &file)
{
    auto known = m_texts.find(file);
    if (known == m_texts.end())
        known = m_texts.emplace(file, m_files.read(file).bytes).first;
    return known->second;
}

std::string SarifLog::lineOf(const Place &where)
{
    if (where.line == 0)
        return {};
    const std::string &text = textOf(where.file);
    std::size_t begin = 0;
    for (std::size_t line = 1; line < where.line; ++line) {
        begin = text.find('\n', begin);
        if (begin == std::string::npos)
            return {};
        ++begin;
    }
    return text.substr(begin, text.find('\n', begin) - begin);
}

} // namespace pamphlet::app::cli
