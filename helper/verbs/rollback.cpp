// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/rollback.h"

#include "core/change/transaction.h"
#include "helper/requestcontext.h"
#include "helper/verbs/transactions.h"

namespace pamphlet::helper {

Result<VerbObject> Rollback::validate(const RequestContext &call)
{
    m_asked = call.argument<QString>(0).toStdString();
    if (!m_asked.empty() && !isTransactionId(m_asked))
        return fail(ErrorCode::InvalidArgument, "a transaction is named by 32 hexadecimal digits");
    // The prompt names what would be undone. That there is nothing to undo is told only to those who may do it.
    const auto record = findTransaction(m_services, m_asked);
    if (!record) {
        m_transaction = fail(record.error());
        return VerbObject{QString(), {{QStringLiteral("files"), QString()}}};
    }
    m_transaction = record->id;
    return filesObject(record->files);
}

Result<void> Rollback::recheck(const RequestContext &)
{
    if (!m_transaction)
        return fail(m_transaction.error());
    const auto record = findTransaction(m_services, m_asked);
    if (!record)
        return fail(record.error());
    // "The last one" may have become another one while the dialog stood open; consent was for the one it named.
    if (record->id != *m_transaction)
        return fail(ErrorCode::Conflict, "another transaction was applied meanwhile");
    return {};
}

Result<QVariantList> Rollback::act(const RequestContext &call)
{
    auto log = openTransactionLog(m_services);
    if (!log)
        return fail(log.error());
    const auto record = log->rollback(*m_transaction, originOf(*call.caller()));
    if (!record)
        return fail(record.error());
    return QVariantList{toStringList(record->files), QString::fromStdString(*m_transaction)};
}

} // namespace pamphlet::helper
