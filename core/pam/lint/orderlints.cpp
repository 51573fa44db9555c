// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/lint/facts.h"

#include <algorithm>
#include <array>
#include <set>

namespace pamphlet::pam {

namespace {

template<std::size_t size>
bool isOneOf(const Entry &entry, const std::array<std::string_view, size> &modules)
{
    return entry.kind == EntryKind::Module && std::find(modules.begin(), modules.end(), fileName(entry.module)) != modules.end();
}

/// Modules that only ever say who may not come in.
bool isRestriction(const Entry &entry)
{
    constexpr std::array<std::string_view, 7> modules{"pam_access.so",   "pam_time.so",  "pam_nologin.so",  "pam_shells.so",
                                                      "pam_listfile.so", "pam_wheel.so", "pam_securetty.so"};
    return isOneOf(entry, modules) && refuses(entry, rc::permDenied) && refuses(entry, rc::authErr);
}

/// Modules that look at how good a new password is.
bool checksStrength(const Entry &entry)
{
    constexpr std::array<std::string_view, 4> modules{"pam_pwquality.so", "pam_cracklib.so", "pam_passwdqc.so", "pam_pwcheck.so"};
    return isOneOf(entry, modules);
}

/// Modules that never ask for a password, as far as they are known: what comes after them finds none.
bool leavesNoPassword(const Entry &entry, Facility facility, const LintContext &context)
{
    if (entry.kind != EntryKind::Module)
        return true;
    const ModuleInfo *info = context.catalogue.find(entry.module);
    if (!info || info->credential == Credential::Unknown)
        return false;
    constexpr std::array<std::string_view, 4> asking{"pam_pwhistory.so", "pam_ecryptfs.so", "pam_mount.so", "pam_unix_passwd.so"};
    if (facility == Facility::Password && (checksStrength(entry) || isOneOf(entry, asking)))
        return false;
    constexpr std::array<std::string_view, 5> other{"caller", "ticket", "fingerprint", "security key", "smart card"};
    return info->credential == Credential::None
        || (facility == Facility::Auth && std::find(other.begin(), other.end(), info->factor) != other.end());
}

/// True if a success of chain[from] ends the stack (or substack) that chain[to] stands in, so that `to` is passed over.
bool endsBefore(const std::vector<Entry> &chain, std::size_t from, std::size_t to)
{
    if (chain[from].actions[rc::success].value != Action::Done)
        return false;
    for (std::size_t i = from + 1; i <= to; ++i) {
        if (chain[i].level < chain[from].level)
            return false;
    }
    return true;
}

/// What pam_motd(8) shows by these arguments, as far as its arguments tell.
std::set<std::string> motdSources(const Entry &entry)
{
    std::set<std::string> sources;
    for (const std::string_view argument : entry.arguments) {
        const bool file = argument.starts_with("motd=");
        if (!file && !argument.starts_with("motd_dir="))
            continue;
        std::string_view paths = argument.substr(argument.find('=') + 1);
        do { // of files only the first that is there is shown, of directories all
            const std::size_t colon = std::min(paths.find(':'), paths.size());
            if (colon != 0)
                sources.emplace(paths.substr(0, colon));
            paths.remove_prefix(std::min(colon + 1, paths.size()));
        } while (!file && !paths.empty());
    }
    if (sources.empty())
        sources = {"/etc/motd", "/etc/motd.d", "/run/motd.d", "/usr/lib/motd.d"};
    return sources;
}

/// PAM086, PAM087, PAM091, PAM093…PAM096: rules that stand in the wrong order, or in the wrong service.
class OrderLints final : public LintFamily
{
public:
    void visit(const Subject &subject, const LintContext &context, Findings &findings) override
    {
        if (subject.stack.start != StartOutcome::Success || subject.isGuess() || subject.isFragment(context))
            return;
        visitSkipped(subject, context, Facility::Auth, findings);
        visitSkipped(subject, context, Facility::Account, findings);
        visitMotd(subject, findings);
        visitToken(subject, context, Facility::Auth, findings);
        visitToken(subject, context, Facility::Password, findings);
        visitStrength(subject, findings);
        visitLoginuid(subject, findings);
    }

private:
    /// Rules that restrict, or ask for more, behind one whose success ends the stack.
    static void visitSkipped(const Subject &subject, const LintContext &context, Facility facility, Findings &findings)
    {
        const std::vector<Entry> chain = subject.ownChain(facility);
        constexpr std::array<std::string_view, 6> accounts{"pam_unix.so", "pam_sss.so",     "pam_ldap.so",
                                                           "pam_krb5.so", "pam_winbind.so", "pam_unix_acct.so"};
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const bool restricts = isRestriction(chain[i]);
            const bool second = facility == Facility::Auth && isSecondFactor(chain[i], context);
            if (!restricts && !second)
                continue;
            for (std::size_t before = 0; before < i; ++before) {
                const bool decides = facility == Facility::Auth ? checksPassword(chain[before], context) : isOneOf(chain[before], accounts);
                if (!decides || !endsBefore(chain, before, i))
                    continue;
                findings.add(restricts ? "PAM086" : "PAM087", placeOf(subject.stack, chain[i], Field::Line),
                             {chain[i].module, chain[before].module, std::string(facilityName(facility))}, subject.service);
                break;
            }
        }
    }

    static bool isSecondFactor(const Entry &entry, const LintContext &context)
    {
        const ModuleInfo *info = entry.kind == EntryKind::Module ? context.catalogue.find(entry.module) : nullptr;
        return info && info->credential == Credential::Checked && info->factor == "one-time code" && refuses(entry, rc::authErr);
    }

    static void visitMotd(const Subject &subject, Findings &findings)
    {
        std::set<std::string> shown;
        for (const Entry &entry : subject.ownChain(Facility::Session)) {
            if (!isModule(entry, "pam_motd.so"))
                continue;
            for (const std::string &source : motdSources(entry)) {
                if (!shown.insert(source).second) {
                    findings.add("PAM091", placeOf(subject.stack, entry, Field::Line), {source}, subject.service);
                    break;
                }
            }
        }
    }

    /// Rules that want a password that nobody has asked for.
    static void visitToken(const Subject &subject, const LintContext &context, Facility facility, Findings &findings)
    {
        constexpr std::array<std::string_view, 7> modules{"pam_unix.so", "pam_pwhistory.so", "pam_pwquality.so", "pam_cracklib.so",
                                                          "pam_sss.so",  "pam_ldap.so",      "pam_winbind.so"};
        const std::string_view argument = facility == Facility::Auth ? "use_first_pass" : "use_authtok";
        for (const Entry &entry : subject.ownChain(facility)) {
            if (isOneOf(entry, modules) && hasArgument(entry, argument) && refuses(entry, rc::authErr)) {
                const Node *node = nodeOf(subject.stack, entry);
                const std::size_t index = argumentIndex(entry, argument);
                const Place where = node && index < node->rule.arguments.size()
                    ? placeOf(subject.stack, entry.file, node->rule.arguments[index])
                    : placeOf(subject.stack, entry, Field::Line);
                findings.add("PAM093", where, {entry.module, std::string(argument)}, subject.service);
            }
            if (!leavesNoPassword(entry, facility, context))
                return;
        }
    }

    /// What is said of the strength of a new password has to come before it is set, and to be listened to.
    static void visitStrength(const Subject &subject, Findings &findings)
    {
        const std::vector<Entry> chain = subject.ownChain(Facility::Password);
        const Entry *strength = nullptr;
        const Entry *setter = nullptr;
        for (const Entry &entry : chain) {
            const bool check = checksStrength(entry) || isModule(entry, "pam_pwhistory.so");
            if (check && setter)
                findings.add("PAM095", placeOf(subject.stack, entry, Field::Line), {entry.module, setter->module}, subject.service);
            if (checksStrength(entry))
                strength = &entry;
            if (!isModule(entry, "pam_unix.so"))
                continue;
            if (strength && !setter && !hasArgument(entry, "use_authtok") && !hasArgument(entry, "use_first_pass"))
                findings.add("PAM094", placeOf(subject.stack, entry, Field::Target), {entry.module, strength->module}, subject.service);
            setter = &entry;
        }
    }

    static void visitLoginuid(const Subject &subject, Findings &findings)
    {
        constexpr std::array<std::string_view, 6> services{"su", "su-l", "sudo", "sudo-i", "pkexec", "doas"};
        if (std::find(services.begin(), services.end(), subject.service) == services.end())
            return;
        for (const Entry &entry : subject.ownChain(Facility::Session)) {
            if (isModule(entry, "pam_loginuid.so"))
                findings.add("PAM096", placeOf(subject.stack, entry, Field::Line), {subject.service}, subject.service);
        }
    }
};

} // namespace

std::unique_ptr<LintFamily> makeOrderLints()
{
    return std::make_unique<OrderLints>();
}

} // namespace pamphlet::pam
