// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/transactions.h"

#include "core/change/pathpolicy.h"
#include "helper/caller.h"
#include "helper/printable.h"

#include <QRandomGenerator>

#include <array>
#include <chrono>

namespace pamphlet::helper {

namespace {

constexpr const char *journalPath = "/var/lib/pamphlet/transactions";
constexpr const char *servicePrefix = "/etc/pam.d/";
constexpr qsizetype maxNamedFiles = 24;
constexpr qsizetype maxNameInList = 64;

std::optional<QString> afterPrefix(const QString &text, QLatin1String prefix)
{
    return text.startsWith(prefix) ? std::optional(text.mid(prefix.size())) : std::nullopt;
}

} // namespace

Result<change::TransactionLog> openTransactionLog(const Services &services)
{
    auto log = change::TransactionLog::open(services.root);
    if (!log)
        return log;
    if (const auto recovered = log->recover(); !recovered)
        return fail(recovered.error());
    return log;
}

Result<std::vector<std::string>> recoverTransactions(const Services &services)
{
    if (services.root->status(journalPath).kind == FileKind::Missing)
        return std::vector<std::string>();
    auto log = change::TransactionLog::open(services.root);
    if (!log)
        return fail(log.error());
    return log->recover();
}

Result<change::TransactionRecord> findTransaction(const Services &services, const std::string &id)
{
    const Error none = id.empty() ? Error{ErrorCode::NothingToRollBack, "no transaction is left to roll back", {}}
                                  : Error{ErrorCode::NotFound, "no such transaction", {}};
    if (services.root->status(journalPath).kind == FileKind::Missing)
        return fail(none);
    const auto log = change::TransactionLog::open(services.root);
    if (!log)
        return fail(log.error());
    const auto records = log->records();
    if (!records)
        return fail(records.error());
    for (auto record = records->rbegin(); record != records->rend(); ++record) {
        const bool last = record->state == change::TransactionState::Applied && !record->rollsBack;
        if (id.empty() ? last : record->id == id)
            return *record;
    }
    return fail(none);
}

change::Origin originOf(const Caller &caller)
{
    using namespace std::chrono;
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size())); // getrandom(2)
    change::Origin origin;
    origin.uid = caller.uid();
    origin.userName = caller.userName();
    origin.secondsSinceEpoch = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
    for (const quint32 part : random)
        origin.transaction += QStringLiteral("%1").arg(part, 8, 16, QLatin1Char('0')).toStdString();
    return origin;
}

bool isTransactionId(std::string_view id)
{
    return id.size() == 32 && std::all_of(id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

VerbObject filesObject(const std::vector<std::string> &paths)
{
    // What everybody calls them: a service by its name, unless that name is a file's as well; the rest of PAM's own by its path below
    // /etc. What a list allows has its whole path, which nobody takes for a service.
    QStringList services;
    QStringList listed;
    QStringList others;
    for (const std::string &path : paths) {
        const QString name = QString::fromStdString(path);
        if (const auto service = afterPrefix(name, QLatin1String(servicePrefix)))
            services << printable(service->startsWith(QLatin1String("motd")) || *service == QLatin1String("pam.conf")
                                      ? QStringLiteral("pam.d/") + *service
                                      : *service,
                                  maxNameInList);
        else if (change::PathPolicy().check(path))
            others << printable(afterPrefix(name, QLatin1String("/etc/")).value_or(name), maxNameInList);
        else
            listed << printable(name, maxNameInList);
    }
    // Services first: they decide who gets in, and must not be what is left out. Then what is not PAM's own.
    const QStringList names = services + listed + others;
    QString list = names.mid(0, maxNamedFiles).join(QStringLiteral(", "));
    if (names.size() > maxNamedFiles)
        list = QStringLiteral("%1 files: %2 and %3 more").arg(names.size()).arg(list).arg(names.size() - maxNamedFiles);
    return {list, {{QStringLiteral("files"), list}}};
}

QStringList toStringList(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list << QString::fromStdString(text);
    return list;
}

} // namespace pamphlet::helper
