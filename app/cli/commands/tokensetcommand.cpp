// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/tokensetcommand.h"

#include "app/cli/commands/tokenfindingreport.h"
#include "app/cli/filediff.h"
#include "app/cli/rewriterun.h"
#include "app/cli/session.h"
#include "core/token/blacklistedit.h"
#include "core/token/machineusers.h"
#include "core/token/relations.h"
#include "core/tree/overlaytree.h"
#include "ui/text/tokentext.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace pamphlet::app::cli {

CLI::App *TokenSetCommand::define(CLI::App &parent)
{
    auto *app = parent.add_subcommand("set", tr("Change what must agree, in all files that it takes").toStdString());
    m_files.define(*app);
    app->add_option("--issuer", m_issuer, tr("The issuer, in both files").toStdString())->type_name("TEXT");
    app->add_option("--audience", m_audience, tr("The audience; the registry calls it service").toStdString())->type_name("TEXT");
    app->add_option("--realm", m_realm, tr("The address at which clients get tokens").toStdString())->type_name("URL");
    app->add_option("--blacklist-add", m_add, tr("A user who is to get no token; may be repeated").toStdString())
        ->type_name("USER")
        ->allow_extra_args(false);
    app->add_option("--blacklist-group", m_groups, tr("All members of a group of /etc/group; may be repeated").toStdString())
        ->type_name("GROUP")
        ->allow_extra_args(false);
    app->add_option("--blacklist-remove", m_remove, tr("A user who may get one again; may be repeated").toStdString())
        ->type_name("USER")
        ->allow_extra_args(false);
    m_newKey.define(*app);
    m_write.define(*app);
    return app;
}

Result<void> TokenSetCommand::checkWish() const
{
    const bool both = m_issuer || m_audience;
    const bool list = !m_add.empty() || !m_remove.empty() || !m_groups.empty();
    if (const auto key = m_newKey.check(); !key)
        return key;
    if (!both && !list && !m_realm && !m_newKey.given())
        return pamphlet::fail(
            ErrorCode::InvalidArgument,
            "what is to be set: --issuer, --audience, --realm, --new-key, --blacklist-add, --blacklist-group or --blacklist-remove");
    if (m_newKey.given() && !(m_files.service() && m_files.registry()))
        return pamphlet::fail(ErrorCode::InvalidArgument, "--service-config and --registry-config are needed");
    if ((both || list) && !m_files.service())
        return pamphlet::fail(ErrorCode::InvalidArgument, "--service-config is needed");
    if ((both || m_realm) && !m_files.registry())
        return pamphlet::fail(ErrorCode::InvalidArgument, "--registry-config is needed");
    for (const std::string &user : m_add) {
        if (std::find(m_remove.begin(), m_remove.end(), user) != m_remove.end())
            return pamphlet::fail(ErrorCode::InvalidArgument, "to be added and removed: " + user);
    }
    return {};
}

Result<void> TokenSetCommand::addGroups(const FileSource &files)
{
    if (m_groups.empty())
        return {};
    const auto users = token::machineUsers(files);
    if (!users)
        return pamphlet::fail(users.error());
    const std::vector<token::MachineGroup> groups = token::machineGroups(files, *users);
    for (const std::string &name : m_groups) {
        const auto group
            = std::find_if(groups.begin(), groups.end(), [&name](const token::MachineGroup &other) { return other.name == name; });
        if (group == groups.end())
            return pamphlet::fail(ErrorCode::NotFound, "a group with members: " + name, {"/etc/group", 0, 0});
        for (const std::string &member : group->members) {
            if (std::find(m_add.begin(), m_add.end(), member) == m_add.end())
                m_add.push_back(member);
        }
    }
    return {};
}

void TokenSetCommand::noteNames(Session &session, const FileSource &files, const token::ServiceConfig &service) const
{
    const std::vector<std::string> before = service.blacklisted();
    for (const std::string &user : m_remove) {
        if (std::find(before.begin(), before.end(), user) == before.end())
            session.console().note(tr("%1 is not on the blacklist; names are compared exactly.").arg(shown(user)));
    }
    if (m_add.empty())
        return;
    if (const auto users = token::passwdUsers(files)) {
        for (const token::BlacklistEntry &entry : token::reviewBlacklist(m_add, *users)) {
            if (!entry.near.empty())
                session.console().note(tr("This machine has no user %1; names are compared exactly, so perhaps %2 is meant.")
                                           .arg(shown(entry.name), shown(entry.near)));
            else if (!entry.exists)
                session.console().note(tr("This machine has no user %1.").arg(shown(entry.name)));
        }
    }
    session.console().note(shown(ui::text::accessReasonMessage(token::AccessReason::RefreshStays)));
}

std::vector<token::Finding> TokenSetCommand::newFindings(const std::shared_ptr<const FileSource> &files, const token::SetupPaths &paths,
                                                         const token::CoupledChange &change)
{
    OverlayTree::Changes changes;
    for (const token::Rewrite &rewrite : change.files) {
        if (rewrite.bytes)
            changes[rewrite.path] = *rewrite.bytes;
    }
    if (change.key)
        changes[change.key->path] = std::string(change.key->bytes.view());
    const std::int64_t now = std::time(nullptr);
    const std::vector<token::Finding> before = token::checkSetup(*files, token::readSetup(*files, paths), now);
    const OverlayTree after(files, std::move(changes));
    std::vector<token::Finding> findings = token::checkSetup(after, token::readSetup(after, paths), now);
    std::erase_if(findings, [&before](const token::Finding &finding) {
        return finding.severity == token::Severity::Note
            || std::any_of(before.begin(), before.end(), [&finding](const token::Finding &old) {
                   return old.id == finding.id && old.where.file == finding.where.file && old.arguments == finding.arguments;
               });
    });
    return findings;
}

void TokenSetCommand::run(Session &session)
{
    if (const auto wish = checkWish(); !wish)
        return session.fail(wish.error());
    if (const auto writable = m_write.check(session); !writable)
        return session.fail(writable.error());
    const auto paths = m_files.paths();
    if (!paths)
        return session.fail(paths.error());
    const auto tree = session.tree();
    if (!tree)
        return session.fail(tree.error());
    const token::TokenSetup setup = token::readSetup(*tree->files, *paths);
    for (const std::optional<Error> *error : {&setup.serviceError, &setup.registryError}) {
        if (*error)
            return session.fail(**error);
    }
    if (const auto added = addGroups(*tree->files); !added)
        return session.fail(added.error());
    token::WantedSetup wanted;
    if (m_newKey.given()) {
        auto key = m_newKey.make(m_issuer.value_or(setup.service->issuer.text));
        if (!key)
            return session.fail(key.error());
        wanted.key = *std::move(key);
    }
    wanted.issuer = m_issuer;
    wanted.audience = m_audience;
    wanted.realm = m_realm;
    if (!m_add.empty() || !m_remove.empty()) {
        auto names = token::editedBlacklist(setup.service->blacklist, m_add, m_remove);
        if (!names)
            return endRefused(session, names.error());
        wanted.blacklist = std::move(*names);
        noteNames(session, *tree->files, *setup.service);
    }
    const auto change = token::coupledChange(*tree->files, *paths, wanted);
    if (!change)
        return endRefused(session, change.error());

    std::vector<change::FileRewrite> rewrites;
    Json edits = Json::array();
    for (const token::Rewrite &rewrite : change->files) {
        rewrites.push_back({rewrite.path, rewrite.bytes, rewrite.mode});
        edits.push_back(
            Json{{"path", rewrite.path}, {"diff", fileDiff(rewrite.path, tree->files->read(rewrite.path), rewrite.bytes, rewrite.mode)}});
        if (rewrite.path == paths->registryConfig)
            session.console().note(tr("The registry reads its file once, when it starts: restart it afterwards."));
    }
    if (change->key) {
        rewrites.push_back({change->key->path, std::string(change->key->bytes.view()), change->key->mode});
        edits.push_back(Json{{"path", change->key->path}, {"diff", nullptr}}); // a private key is not shown
    }
    Json warnings = Json::array();
    for (const token::Finding &finding : newFindings(tree->files, *paths, *change)) {
        noteTokenFinding(session.console(), finding);
        warnings.push_back(tokenFindingJson(*tree->files, finding));
    }
    endWithRewrites(this, session, *tree, rewrites, m_write, Json{{"edits", edits}, {"warnings", warnings}});
}

} // namespace pamphlet::app::cli
