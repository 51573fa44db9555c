// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/inventory.h"

#include "core/pam/modules/gunzip.h"
#include "core/pam/modules/manpage.h"
#include "core/pam/modules/modulelookup.h"

#include <algorithm>

namespace pamphlet::pam {

namespace {

constexpr std::size_t maxPageBytes = 1 << 20;

std::string_view baseName(std::string_view module)
{
    return module.substr(module.rfind('/') + 1); // npos + 1 is 0
}

/// The source of a page; nullopt if there is none that could be read.
std::optional<std::string> pageSource(const FileSource &tree, const std::string &path)
{
    FileContent file = tree.read(path);
    if (file.status.kind != FileKind::Regular)
        return std::nullopt;
    if (!path.ends_with(".gz"))
        return std::move(file.bytes);
    Result<std::string> source = gunzip(file.bytes, maxPageBytes);
    return source ? std::optional(std::move(*source)) : std::nullopt;
}

/// Adds what the module's manual page in the tree says. The catalogue's words stand before those of the page.
void addManPage(const FileSource &tree, ModuleRecord &record)
{
    std::string name = record.info.name;
    if (name.ends_with(".so"))
        name.resize(name.size() - 3);
    // Section 8; some distributions and modules have theirs in 7 or 5.
    for (const char section : {'8', '7', '5'}) {
        for (const std::string_view suffix : {".gz", ""}) {
            std::string path = std::string("/usr/share/man/man") + section + '/' + name + '.' + section;
            path += suffix;
            const std::optional<std::string> source = pageSource(tree, path);
            if (!source)
                continue;
            ManPage page = parseManPage(*source);
            record.manPage = std::move(path);
            if (record.info.summary.empty())
                record.info.summary = std::move(page.summary);
            if (record.known)
                return; // its list was made from the page, in words that are shown better
            record.info.arguments = std::move(page.arguments);
            return;
        }
    }
}

ModuleRecord recordOf(const FileSource &tree, const ModuleCatalogue &catalogue, std::string_view module, std::optional<std::string> path)
{
    ModuleRecord record;
    record.info.credential = Credential::Unknown;
    record.info.name = baseName(module);
    if (const ModuleInfo *info = catalogue.find(module)) {
        record.info = *info;
        record.known = true;
    }
    if (path) {
        record.path = std::move(*path);
        if (const FileContent file = tree.read(record.path); file.status.kind == FileKind::Regular) {
            // A file that is no module at all, as in a tree that only has names, says nothing.
            if (std::vector<Facility> served = facilitiesOfModuleFile(file.bytes); !served.empty())
                record.info.facilities = std::move(served);
        }
    }
    addManPage(tree, record);
    return record;
}

} // namespace

std::vector<Facility> facilitiesOfModuleFile(std::string_view bytes)
{
    using namespace std::string_view_literals;
    if (!bytes.starts_with("\x7f"sv
                           "ELF"))
        return {};
    struct Function {
        Facility facility;
        std::string_view name;
    };
    // In a table of names each stands between NUL bytes.
    static constexpr std::array functions{
        Function{Facility::Auth, "\0pam_sm_authenticate\0"sv},    Function{Facility::Auth, "\0pam_sm_setcred\0"sv},
        Function{Facility::Account, "\0pam_sm_acct_mgmt\0"sv},    Function{Facility::Password, "\0pam_sm_chauthtok\0"sv},
        Function{Facility::Session, "\0pam_sm_open_session\0"sv}, Function{Facility::Session, "\0pam_sm_close_session\0"sv},
    };
    std::vector<Facility> facilities;
    for (const Function &function : functions) {
        const bool seen = std::find(facilities.begin(), facilities.end(), function.facility) != facilities.end();
        if (!seen && bytes.find(function.name) != std::string_view::npos)
            facilities.push_back(function.facility);
    }
    return facilities;
}

std::vector<ModuleRecord> moduleInventory(const FileSource &tree, const LibpamProfile &profile, const ModuleCatalogue &catalogue)
{
    std::vector<ModuleRecord> records;
    for (const std::string &name : installedModules(tree, profile))
        records.push_back(recordOf(tree, catalogue, name, findModule(tree, profile, name)));
    return records;
}

std::optional<ModuleRecord> describeModule(const FileSource &tree, const LibpamProfile &profile, const ModuleCatalogue &catalogue,
                                           std::string_view module)
{
    std::string name(module);
    std::optional<std::string> path = findModule(tree, profile, name);
    if (!path && !name.ends_with(".so")) {
        name += ".so";
        path = findModule(tree, profile, name);
    }
    // A module file that no one would take for one is none: "/etc/passwd" is found, and "" is the directory.
    if (!name.ends_with(".so") || baseName(name).size() < 4)
        return std::nullopt;
    if (!path && !catalogue.find(name))
        return std::nullopt;
    return recordOf(tree, catalogue, name, std::move(path));
}

} // namespace pamphlet::pam
