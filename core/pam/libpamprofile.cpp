// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/libpamprofile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <utility>

namespace pamphlet::pam {

namespace {

using Directories = std::vector<std::string>;

const Directories classicDirectories{"/etc/pam.d", "/usr/lib/pam.d"};
// Linux-PAM builds with a vendor directory by default since 1.7.2; "upstream-1.7" is taken as built that way.
const Directories vendorDirectories{"/etc/pam.d", "/usr/lib/pam.d", "/usr/share/pam/pam.d"};

/// Debian builds one module directory per architecture and looks into the one without an architecture after it.
Directories debianModules(const std::string &prefix, const std::string &triplet)
{
    return {prefix + '/' + triplet + "/security", prefix + "/security"};
}

/// Where the others install: `libdir`/security, and which libdir is a matter of the distribution.
const Directories upstreamModules{"/usr/lib64/security", "/lib64/security", "/usr/lib/security", "/lib/security"};

#if defined(__aarch64__)
constexpr const char *ownTriplet = "aarch64-linux-gnu";
#elif defined(__i386__)
constexpr const char *ownTriplet = "i386-linux-gnu";
#elif defined(__riscv)
constexpr const char *ownTriplet = "riscv64-linux-gnu";
#elif defined(__powerpc64__)
constexpr const char *ownTriplet = "powerpc64le-linux-gnu";
#elif defined(__s390x__)
constexpr const char *ownTriplet = "s390x-linux-gnu";
#elif defined(__arm__)
constexpr const char *ownTriplet = "arm-linux-gnueabihf";
#else
constexpr const char *ownTriplet = "x86_64-linux-gnu";
#endif

/// dpkg's architecture names and the directories they stand for (dpkg-architecture(1)).
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> triplets{{
    {"amd64", "x86_64-linux-gnu"},
    {"arm64", "aarch64-linux-gnu"},
    {"armhf", "arm-linux-gnueabihf"},
    {"armel", "arm-linux-gnueabi"},
    {"i386", "i386-linux-gnu"},
    {"mips64el", "mips64el-linux-gnuabi64"},
    {"ppc64el", "powerpc64le-linux-gnu"},
    {"riscv64", "riscv64-linux-gnu"},
    {"s390x", "s390x-linux-gnu"},
}};

std::vector<LibpamProfile> makeProfiles()
{
    const auto profile = [](const char *name) {
        LibpamProfile result;
        result.name = name;
        result.directories = classicDirectories;
        result.moduleDirectories = upstreamModules;
        return result;
    };
    const auto debian = [&profile](const char *name, const char *modulePrefix) {
        LibpamProfile result = profile(name);
        result.atInclude = true;
        result.etcInclude = true;
        result.jumpIsIgnore = true;
        result.moduleDirectories = debianModules(modulePrefix, ownTriplet);
        return result;
    };

    LibpamProfile debian12 = debian("debian-12", "/lib");
    debian12.uninitNext = true;
    LibpamProfile ubuntu2404 = debian("ubuntu-24.04", "/usr/lib");
    LibpamProfile debian13 = debian("debian-13", "/usr/lib");
    debian13.parser16 = true;
    LibpamProfile debianSid = debian("debian-sid", "/usr/lib");
    debianSid.parser16 = true;
    debianSid.etcInclude = false;
    LibpamProfile upstream152 = profile("upstream-1.5.2");
    upstream152.uninitNext = true;
    LibpamProfile upstream153 = profile("upstream-1.5.3");
    LibpamProfile upstream16 = profile("upstream-1.6");
    upstream16.parser16 = true;
    LibpamProfile upstream17 = profile("upstream-1.7");
    upstream17.parser16 = true;
    upstream17.directories = vendorDirectories;
    return {debian12, ubuntu2404, debian13, debianSid, upstream152, upstream153, upstream16, upstream17};
}

/// "1.7.0-5+deb13u1" → (1, 7, 0), 5. An epoch is skipped; what is not a number ends the reading.
struct DebianVersion {
    std::tuple<int, int, int> upstream;
    int revision = 0;
};

int takeNumber(std::string_view &text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return 0;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::tuple<int, int, int> takeDotted(std::string_view &text)
{
    std::array<int, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i] = takeNumber(text);
        if (text.empty() || text.front() != '.')
            break;
        text.remove_prefix(1);
    }
    return {parts[0], parts[1], parts[2]};
}

DebianVersion debianVersion(std::string_view text)
{
    if (const auto colon = text.find(':'); colon != std::string_view::npos)
        text.remove_prefix(colon + 1);
    DebianVersion version;
    std::string_view upstream = text.substr(0, text.rfind('-'));
    version.upstream = takeDotted(upstream);
    if (const auto dash = text.rfind('-'); dash != std::string_view::npos) {
        text.remove_prefix(dash + 1);
        version.revision = takeNumber(text);
    }
    return version;
}

struct Package {
    std::string version;
    std::string architecture;
};

/// Splits off the first line, without its newline.
std::string_view takeLine(std::string_view &text)
{
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// The value of the first field of that name in a paragraph of deb822(5).
std::string_view fieldOf(std::string_view paragraph, std::string_view name)
{
    while (!paragraph.empty()) {
        const std::string_view line = takeLine(paragraph);
        if (line.starts_with(name) && line.substr(name.size()).starts_with(": "))
            return line.substr(name.size() + 2);
    }
    return {};
}

/**
 * Calls `visit` for each paragraph of a dpkg status file that tells of an installed package of this name, in order. The file
 * may have ten megabytes: it is searched for the name, not read line by line.
 */
template<class Visitor>
void visitInstalled(std::string_view status, const std::string &package, Visitor visit)
{
    const std::string line = "Package: " + package;
    for (std::size_t at = status.find(line); at != std::string_view::npos;) {
        const std::size_t after = at + line.size();
        if ((at > 0 && status[at - 1] != '\n') || (after < status.size() && status[after] != '\n')) {
            at = status.find(line, after);
            continue;
        }
        const std::size_t before = at < 2 ? std::string_view::npos : status.rfind("\n\n", at - 2);
        const std::size_t begin = before == std::string_view::npos ? status.find_first_not_of('\n') : before + 2;
        const std::size_t end = std::min(status.find("\n\n", at), status.size());
        const std::string_view paragraph = status.substr(begin, end - begin);
        if (fieldOf(paragraph, "Package") == package && fieldOf(paragraph, "Status").ends_with(" installed"))
            visit(paragraph);
        at = status.find(line, end);
    }
}

/// The installed libpam0g of dpkg's own architecture; of any other if that one is not there.
std::optional<Package> installedLibpam(std::string_view status)
{
    std::string_view native;
    visitInstalled(status, "dpkg", [&native](std::string_view paragraph) { native = fieldOf(paragraph, "Architecture"); });
    std::vector<Package> found;
    visitInstalled(status, "libpam0g", [&found](std::string_view paragraph) {
        found.push_back({std::string(fieldOf(paragraph, "Version")), std::string(fieldOf(paragraph, "Architecture"))});
    });
    if (found.empty())
        return std::nullopt;
    const auto own = std::find_if(found.begin(), found.end(), [&native](const Package &p) { return p.architecture == native; });
    return own == found.end() ? found.front() : *own;
}

LibpamProfile named(std::string_view name)
{
    return libpamProfile(name).value_or(LibpamProfile{});
}

LibpamProfile debianProfile(const Package &package)
{
    const DebianVersion version = debianVersion(package.version);
    LibpamProfile profile;
    if (version.upstream < std::tuple(1, 5, 3))
        profile = named("debian-12");
    else if (version.upstream < std::tuple(1, 6, 0))
        profile = named("ubuntu-24.04");
    else if (version.upstream < std::tuple(1, 7, 0) || (version.upstream == std::tuple(1, 7, 0) && version.revision < 6))
        profile = named("debian-13");
    else
        profile = named("debian-sid");

    const auto row = std::find_if(triplets.begin(), triplets.end(), [&package](const auto &t) { return t.first == package.architecture; });
    if (row != triplets.end())
        profile.moduleDirectories = debianModules(profile.name == "debian-12" ? "/lib" : "/usr/lib", std::string(row->second));
    return profile;
}

/// os-release(5): NAME=value or NAME="value".
std::string osReleaseField(std::string_view text, std::string_view name)
{
    while (!text.empty()) {
        std::string_view line = takeLine(text);
        if (!line.starts_with(name) || !line.substr(name.size()).starts_with('='))
            continue;
        line.remove_prefix(name.size() + 1);
        if (line.size() >= 2 && (line.front() == '"' || line.front() == '\'') && line.back() == line.front())
            line = line.substr(1, line.size() - 2);
        return std::string(line);
    }
    return {};
}

/// Which libpam a release ships, for distributions whose package database is not plain text.
std::optional<std::string_view> releaseProfile(const std::string &id, const std::string &versionId)
{
    std::string_view rest = versionId;
    const std::tuple<int, int, int> version = takeDotted(rest);
    const int major = std::get<0>(version);
    if (id == "debian") {
        if (major == 12)
            return "debian-12";
        if (major == 13)
            return "debian-13";
        return std::nullopt;
    }
    if (id == "ubuntu")
        return version == std::tuple(24, 4, 0) ? std::optional<std::string_view>("ubuntu-24.04") : std::nullopt;
    if (id == "fedora") {
        if (major < 38)
            return std::nullopt;
        return major == 38 ? "upstream-1.5.2" : major == 39 ? "upstream-1.5.3" : major <= 41 ? "upstream-1.6" : "upstream-1.7";
    }
    if (id == "rhel" || id == "centos" || id == "almalinux" || id == "rocky") {
        if (major == 9)
            return "upstream-1.5.2";
        return major == 10 ? std::optional<std::string_view>("upstream-1.6") : std::nullopt;
    }
    if (id == "arch" || id == "opensuse-tumbleweed")
        return "upstream-1.7";
    return std::nullopt;
}

/// Of the usual upstream directories the first that this tree has; all of them if it has none.
Directories modulesOf(const FileSource &tree, const LibpamProfile &profile)
{
    for (const std::string &directory : profile.moduleDirectories) {
        if (tree.status(directory).kind == FileKind::Directory)
            return {directory};
    }
    return profile.moduleDirectories;
}

} // namespace

const std::vector<LibpamProfile> &libpamProfiles()
{
    static const std::vector<LibpamProfile> profiles = makeProfiles();
    return profiles;
}

std::optional<LibpamProfile> libpamProfile(std::string_view name)
{
    for (const LibpamProfile &profile : libpamProfiles()) {
        if (profile.name == name)
            return profile;
    }
    return std::nullopt;
}

LibpamProfile detectLibpam(const FileSource &tree, const LibpamProfile &fallback)
{
    if (const FileContent status = tree.read("/var/lib/dpkg/status"); status.status.kind == FileKind::Regular) {
        if (const std::optional<Package> package = installedLibpam(status.bytes))
            return debianProfile(*package);
    }
    FileContent release = tree.read("/etc/os-release");
    if (release.status.kind != FileKind::Regular)
        release = tree.read("/usr/lib/os-release");
    if (release.status.kind != FileKind::Regular)
        return fallback;
    const auto name = releaseProfile(osReleaseField(release.bytes, "ID"), osReleaseField(release.bytes, "VERSION_ID"));
    if (!name)
        return fallback;
    LibpamProfile profile = named(*name);
    if (!profile.etcInclude && !profile.atInclude)
        profile.moduleDirectories = modulesOf(tree, profile);
    return profile;
}

} // namespace pamphlet::pam
