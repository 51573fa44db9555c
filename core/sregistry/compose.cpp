// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/compose.h"

#include "core/yaml/scalartype.h"

#include <algorithm>

namespace pamphlet::sregistry {

namespace {

bool isAccountFile(std::string_view path)
{
    return std::find(accountFiles.begin(), accountFiles.end(), path) != accountFiles.end();
}

bool hasOption(std::string_view options, std::string_view wanted)
{
    while (!options.empty()) {
        const std::size_t comma = std::min(options.find(','), options.size());
        if (options.substr(0, comma) == wanted)
            return true;
        options.remove_prefix(std::min(comma + 1, options.size()));
    }
    return false;
}

class Reader
{
public:
    Reader(const yaml::Document &document, const std::string &file)
        : m_document(document)
        , m_file(file)
    { }

    Result<Compose> read();

private:
    Place place(const yaml::Value &value) const { return {m_file, value.line, value.column}; }
    tl::unexpected<Error> invalid(const yaml::Value &value, const char *detail) const
    {
        return fail(ErrorCode::InvalidInput, detail, place(value));
    }
    const yaml::Value *resolved(const yaml::Value *value) const { return value ? m_document.resolved(*value) : nullptr; }
    void bind(const yaml::Value &item, std::size_t index, Compose &compose) const;
    void environment(const yaml::Value &service, Compose &compose) const;
    void build(const yaml::Value &service, Compose &compose) const;
    void others(const yaml::Value &services, Compose &compose) const;

    const yaml::Document &m_document;
    const std::string &m_file;
};

void Reader::bind(const yaml::Value &item, std::size_t index, Compose &compose) const
{
    Bind bind;
    bind.index = index;
    bind.where = place(item);
    if (item.isScalar()) {
        const std::string &text = item.text;
        const std::size_t first = text.find(':');
        const std::size_t second = first == text.npos ? text.npos : text.find(':', first + 1);
        bind.source = text.substr(0, first);
        bind.target = first == text.npos ? text : text.substr(first + 1, second == text.npos ? second : second - first - 1);
        bind.readOnly = second != text.npos && hasOption(std::string_view(text).substr(second + 1), "ro");
    } else if (item.isMap()) {
        const auto text = [&](const char *key) {
            const yaml::Value *value = resolved(item.find(key));
            return value && value->isScalar() ? value->text : std::string();
        };
        if (text("type") != "bind")
            return;
        bind.source = text("source").empty() ? text("src") : text("source");
        bind.target = text("target");
        for (const char *other : {"dst", "destination"})
            bind.target = bind.target.empty() ? text(other) : bind.target;
        const yaml::Value *readOnly = resolved(item.find("read_only"));
        bind.readOnly = readOnly && yaml::boolOf(*readOnly, yaml::Reader::PyYaml).value_or(false);
    } else {
        return;
    }
    if (isAccountFile(bind.source) || isAccountFile(bind.target))
        compose.binds.push_back(std::move(bind));
}

void Reader::environment(const yaml::Value &service, Compose &compose) const
{
    const yaml::Value *environment = resolved(service.find("environment"));
    if (environment && environment->isMap()) {
        const yaml::Value *value = environment->find(std::string(pluginsVariable));
        if (value && value->isScalar())
            compose.plugins = PlacedText{value->text, place(*value)};
    } else if (environment && environment->isSequence()) {
        const std::string prefix = std::string(pluginsVariable) + '=';
        for (const yaml::Value &item : environment->items) {
            if (item.isScalar() && item.text.starts_with(prefix))
                compose.plugins = PlacedText{item.text.substr(prefix.size()), place(item)};
        }
    }
    const yaml::Value *files = resolved(service.find("env_file"));
    if (files && files->isScalar())
        compose.environmentFiles.push_back(files->text);
    for (const yaml::Value &item : files ? files->items : std::vector<yaml::Value>{}) {
        const yaml::Value *path = item.isMap() ? item.find("path") : &item;
        if (path && path->isScalar())
            compose.environmentFiles.push_back(path->text);
    }
}

void Reader::build(const yaml::Value &service, Compose &compose) const
{
    if (const yaml::Value *image = resolved(service.find("image")); image && image->isScalar())
        compose.image = PlacedText{image->text, place(*image)};
    const yaml::Value *build = resolved(service.find("build"));
    compose.builds = build && !build->isNull();
    const yaml::Value *arguments = build ? resolved(build->find("args")) : nullptr;
    if (!arguments)
        return;
    if (const yaml::Value *value = arguments->find("ENABLE_PAM"); value && value->isScalar())
        compose.buildArgument = PlacedText{value->text, place(*value)};
    for (const yaml::Value &item : arguments->items) {
        if (item.isScalar() && item.text.starts_with("ENABLE_PAM="))
            compose.buildArgument = PlacedText{item.text.substr(11), place(item)};
    }
}

void Reader::others(const yaml::Value &services, Compose &compose) const
{
    for (const yaml::Entry &entry : services.entries) {
        const yaml::Value *from = resolved(entry.value.find("volumes_from"));
        for (const yaml::Value &item : from ? from->items : std::vector<yaml::Value>{}) {
            const bool uwsgi = item.isScalar() && (item.text == "uwsgi" || item.text.starts_with("uwsgi:"));
            if (uwsgi && entry.name() && *entry.name() != "uwsgi")
                compose.volumesFrom.push_back({*entry.name(), item.text.ends_with(":ro"), place(item)});
        }
    }
}

Result<Compose> Reader::read()
{
    Compose compose;
    const yaml::Value *services = &m_document.root();
    if (!services->isMap())
        return invalid(*services, "not a compose file: no map of services");
    if (const yaml::Value *below = resolved(services->find("services"))) {
        if (!below->isMap())
            return invalid(*below, "services is not a map");
        services = below;
        compose.service.emplace_back("services");
    }
    compose.service.emplace_back("uwsgi");
    const yaml::Value *service = services->find("uwsgi");
    if (!service)
        return fail(ErrorCode::NotFound, "no service uwsgi", place(*services));
    if (!service->isMap())
        return invalid(*service, "service uwsgi is not a map");
    compose.where = place(*service);
    yaml::Path path = compose.service;
    path.emplace_back("volumes");
    if (const yaml::Value *volumes = m_document.effective(path)) {
        const yaml::Value *items = resolved(volumes);
        if (!items || !(items->isSequence() || items->isNull()))
            return invalid(*volumes, "volumes of uwsgi is not a list");
        compose.hasVolumes = items->isSequence();
        for (std::size_t i = 0; i < items->items.size(); ++i) {
            if (const yaml::Value *item = resolved(&items->items[i]))
                bind(*item, i, compose);
        }
    }
    environment(*service, compose);
    build(*service, compose);
    others(*services, compose);
    return compose;
}

} // namespace

const Bind *Compose::bindOf(std::string_view path) const
{
    const auto found
        = std::find_if(binds.begin(), binds.end(), [&](const Bind &bind) { return bind.source == path && bind.target == path; });
    return found == binds.end() ? nullptr : &*found;
}

std::string bindText(std::string_view path)
{
    return std::string(path) + ':' + std::string(path) + ":ro";
}

Result<Compose> readCompose(const yaml::Document &document, const std::string &file)
{
    return Reader(document, file).read();
}

} // namespace pamphlet::sregistry
