// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/compose.h"
#include "core/sregistry/lines.h"
#include "core/yaml/edit.h"

#include <algorithm>

namespace pamphlet::sregistry {

namespace {

struct Parsed {
    yaml::Document document;
    Compose compose;
    yaml::Path volumes;

    const yaml::Value *items() const { return document.find(volumes); }
};

Result<Parsed> parse(const std::string &bytes, const std::string &file)
{
    auto document = yaml::Document::parse(bytes);
    if (!document) {
        Error error = document.error();
        error.where.file = file;
        return fail(std::move(error));
    }
    auto compose = readCompose(*document, file);
    if (!compose)
        return fail(compose.error());
    yaml::Path volumes = compose->service;
    volumes.emplace_back("volumes");
    return Parsed{std::move(*document), std::move(*compose), std::move(volumes)};
}

/// The volumes are lines of their own, each with its dash.
bool isBlockList(const yaml::Value *items)
{
    return items && items->isSequence() && !items->flow && !items->items.empty();
}

std::string withoutComment(std::string_view line)
{
    const std::size_t comment = line.find(" #");
    return std::string(trimmed(line.substr(0, comment)));
}

/// The text of a commented item `#- /etc/passwd:/etc/passwd`, or empty.
std::string commentedBind(std::string_view line)
{
    std::string_view body = trimmed(line);
    if (!body.starts_with('#'))
        return {};
    body = trimmed(body.substr(1));
    if (!body.starts_with("- "))
        return {};
    std::string text = withoutComment(body.substr(2));
    if (text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        text = text.substr(1, text.size() - 2);
    return text;
}

bool mounts(std::string_view text, std::string_view path)
{
    const std::string plain = std::string(path) + ':' + std::string(path);
    return text == plain || (text.starts_with(plain) && text[plain.size()] == ':');
}

/// The line with its dash where the neighbours have theirs; nullopt if no spelling of the comment gives that.
std::optional<std::string> uncommentedLine(std::string_view line, std::size_t dash)
{
    const std::size_t hash = line.find('#');
    const std::size_t gap = blanks(line, hash + 1).size();
    const std::string head(line.substr(0, hash));
    if (hash + gap == dash)
        return head + std::string(line.substr(hash + 1));
    if (hash == dash)
        return head + std::string(line.substr(hash + 1 + gap));
    return std::nullopt;
}

/// The tree of `after` is that of `before` but for binds of the account files.
bool onlyBindsDiffer(const Parsed &before, const Parsed &after)
{
    const auto stripped = [](const Parsed &parsed) {
        std::vector<yaml::Value> roots = parsed.document.roots();
        yaml::Value *value = &roots.front();
        for (const yaml::Step &step : parsed.volumes) {
            const auto entry = std::find_if(value->entries.begin(), value->entries.end(),
                                            [&](const yaml::Entry &e) { return e.name() && *e.name() == *step.key(); });
            if (entry == value->entries.end())
                return roots;
            if (&step == &parsed.volumes.back()) {
                for (auto bind = parsed.compose.binds.rbegin(); bind != parsed.compose.binds.rend(); ++bind) {
                    if (bind->source == bind->target && bind->index < entry->value.items.size())
                        entry->value.items.erase(entry->value.items.begin() + static_cast<std::ptrdiff_t>(bind->index));
                }
                // Whether a list is there at all may hang on these two alone.
                if (entry->value.items.empty() && !entry->value.isAlias())
                    value->entries.erase(entry);
                return roots;
            }
            value = &entry->value;
        }
        return roots;
    };
    const auto left = stripped(before);
    const auto right = stripped(after);
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), yaml::sameTree);
}

Result<std::string> verified(const Parsed &before, std::string result, const std::string &file, bool wanted)
{
    const auto after = parse(result, file);
    if (!after)
        return fail(ErrorCode::EditRefused, "after the edit: " + after.error().detail, after.error().where);
    const bool right = std::all_of(accountFiles.begin(), accountFiles.end(),
                                   [&](std::string_view path) { return (after->compose.bindOf(path) != nullptr) == wanted; });
    if (!right || !onlyBindsDiffer(before, *after))
        return fail(ErrorCode::EditRefused, "the edit would change more than the binds of uwsgi", before.compose.where);
    return result;
}

/// The mark behind the line at a byte.
std::string marked(const std::string &bytes, std::size_t offset)
{
    const std::size_t end = lineAt(bytes, offset).end;
    return bytes.substr(0, end) + "  " + std::string(addedMark) + bytes.substr(end);
}

bool isMarked(const std::string &bytes, std::size_t offset)
{
    return trimmed(lineAt(bytes, offset).text(bytes)).ends_with(addedMark);
}

/// Where the key `volumes` of uwsgi stands.
std::size_t keyOf(const Parsed &parsed)
{
    const yaml::Value *service = parsed.document.find(parsed.compose.service);
    const auto entry = std::find_if(service->entries.begin(), service->entries.end(),
                                    [](const yaml::Entry &e) { return e.name() && *e.name() == "volumes"; });
    return entry->key.span.begin;
}

/// With a list where there was none: what was added carries the mark.
Result<std::string> withList(const Result<std::string> &edited, const std::string &file, bool key)
{
    if (!edited)
        return edited;
    const auto parsed = parse(*edited, file);
    if (!parsed)
        return fail(parsed.error());
    const yaml::Value *items = parsed->items();
    if (!isBlockList(items) || items->items.size() != 1)
        return edited;
    return marked(*edited, key ? keyOf(*parsed) : items->dashes.front());
}

Result<std::string> withBind(const std::string &bytes, std::string_view path, const std::string &file)
{
    const auto parsed = parse(bytes, file);
    if (!parsed)
        return fail(parsed.error());
    if (parsed->compose.bindOf(path))
        return bytes;
    const yaml::Value *items = parsed->items();
    if (!items && parsed->compose.hasVolumes)
        return fail(ErrorCode::EditRefused, "the list of volumes is merged in from elsewhere", parsed->compose.where);
    const auto text = yaml::ScalarValue::string(bindText(path));
    if (!items)
        return withList(yaml::addKey(parsed->document, parsed->compose.service, "volumes", yaml::NewValue::sequence({text})), file, true);
    if (!isBlockList(items))
        return withList(yaml::addItem(parsed->document, parsed->volumes, text), file, false);
    const Line first = lineAt(bytes, items->dashes.front());
    const std::string indent = bytes.substr(first.begin, items->dashes.front() - first.begin);
    if (indent.find_first_not_of(' ') != indent.npos)
        return yaml::addItem(parsed->document, parsed->volumes, text);
    return bytes.substr(0, first.begin) + indent + "- " + bindText(path) + "  " + std::string(addedMark)
        + std::string(lineEnd(bytes, first.begin)) + bytes.substr(first.begin);
}

/// Uncomments what stands commented in the list, or right behind it.
std::optional<std::string> uncommentedBinds(const std::string &bytes, const Parsed &parsed)
{
    const yaml::Value *items = parsed.items();
    if (!isBlockList(items))
        return std::nullopt;
    const std::size_t dash = items->dashes.front() - lineAt(bytes, items->dashes.front()).begin;
    std::string result = bytes;
    // From the end, so that places above stay right; a comment belongs to the list as long as no other key follows.
    std::vector<Line> lines;
    // Commented items may stand right below the key.
    std::size_t begin = lineAt(bytes, items->span.begin).begin;
    while (begin > 0 && trimmed(lineAt(bytes, begin - 1).text(bytes)).starts_with('#'))
        begin = lineAt(bytes, begin - 1).begin;
    for (Line line = lineAt(bytes, begin); line.begin < bytes.size(); line = lineAt(bytes, line.next)) {
        const std::string_view body = trimmed(line.text(bytes));
        if (line.begin >= items->span.end && !body.empty() && !body.starts_with('#'))
            break;
        lines.push_back(line);
        if (line.next == line.end)
            break;
    }
    bool changed = false;
    std::array<bool, accountFiles.size()> done{};
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        const std::string text = commentedBind(line->text(bytes));
        for (std::size_t i = 0; i < accountFiles.size(); ++i) {
            if (done[i] || parsed.compose.bindOf(accountFiles[i]) || !mounts(text, accountFiles[i]))
                continue;
            const auto fresh = uncommentedLine(line->text(bytes), dash);
            if (!fresh)
                return std::nullopt;
            result = result.substr(0, line->begin) + *fresh + result.substr(line->end);
            done[i] = changed = true;
        }
    }
    return changed ? std::optional(result) : std::nullopt;
}

/// What stands between `#` and `-` in items that were commented out in this file; upstream's own lines have nothing there.
std::string commentGap(const std::string &bytes)
{
    for (Line line = lineAt(bytes, 0); line.begin < bytes.size(); line = lineAt(bytes, line.next)) {
        const std::string_view body = trimmed(line.text(bytes));
        if (body.starts_with('#') && trimmed(body.substr(1)).starts_with("- /"))
            return std::string(blanks(body, 1));
        if (line.next == line.end)
            break;
    }
    return {};
}

Result<std::string> withoutBind(const std::string &bytes, std::string_view path, const std::string &file)
{
    const auto parsed = parse(bytes, file);
    if (!parsed)
        return fail(parsed.error());
    const Bind *bind = parsed->compose.bindOf(path);
    if (!bind)
        return bytes;
    const yaml::Value *items = parsed->items();
    if (!items || !items->isSequence())
        return fail(ErrorCode::EditRefused, "the list of volumes stands elsewhere, behind an alias", bind->where);
    if (items->items.size() == 1 && isMarked(bytes, keyOf(*parsed)))
        return yaml::removeKey(parsed->document, parsed->volumes);
    yaml::Path item = parsed->volumes;
    item.emplace_back(bind->index);
    if (items->flow)
        return yaml::removeItem(parsed->document, item);
    const Line line = lineAt(bytes, items->dashes[bind->index]);
    if (isMarked(bytes, line.begin)) {
        // As the last line it took the place of the missing line end before it.
        const std::size_t begin = line.next == line.end ? lineAt(bytes, line.begin - 1).end : line.begin;
        return bytes.substr(0, begin) + bytes.substr(line.next);
    }
    return yaml::commentOut(parsed->document, item, "#" + commentGap(bytes));
}

} // namespace

Result<std::string> removeBinds(const std::string &bytes, const std::string &file)
{
    const auto before = parse(bytes, file);
    if (!before)
        return fail(before.error());
    Result<std::string> result = bytes;
    for (const std::string_view path : accountFiles) {
        // A file may be bound twice, and by two spellings.
        for (;;) {
            auto fewer = withoutBind(*result, path, file);
            if (!fewer)
                return fewer;
            if (*fewer == *result)
                break;
            result = std::move(fewer);
        }
    }
    return verified(*before, std::move(*result), file, false);
}

Result<std::string> addBinds(const std::string &bytes, const std::string &file)
{
    const auto before = parse(bytes, file);
    if (!before)
        return fail(before.error());
    if (const auto candidate = uncommentedBinds(bytes, *before)) {
        const auto result = verified(*before, *candidate, file, true);
        const auto back = result ? removeBinds(*result, file) : result;
        // Only if taking them out again gives these very bytes.
        if (back && *back == bytes)
            return result;
    }
    std::string result = bytes;
    for (auto path = accountFiles.rbegin(); path != accountFiles.rend(); ++path) {
        auto more = withBind(result, *path, file);
        if (!more)
            return more;
        result = std::move(*more);
    }
    return verified(*before, std::move(result), file, true);
}

} // namespace pamphlet::sregistry
