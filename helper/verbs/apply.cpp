// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/apply.h"

#include "core/change/transaction.h"
#include "helper/requestcontext.h"
#include "helper/sealedfile.h"
#include "helper/verbs/transactions.h"

namespace pamphlet::helper {

Result<VerbObject> Apply::validate(const RequestContext &call)
{
    const auto document = readSealed(call.descriptor(0), change::maxChangeSetBytes);
    if (!document)
        return fail(document.error());
    auto changeSet = change::parseChangeSet(*document, change::PathPolicy::of(m_services.root));
    if (!changeSet)
        return fail(changeSet.error());
    if (changeSet->changes.empty())
        return fail(ErrorCode::InvalidChangeSet, "a change set without a change");
    m_changeSet = std::move(*changeSet);
    std::vector<std::string> paths;
    for (const change::FileChange &change : m_changeSet.changes)
        paths.push_back(change.path);
    return filesObject(paths);
}

Result<void> Apply::recheck(const RequestContext &)
{
    // Digests among it: what was consented to may have been overtaken while the dialog stood open.
    return change::checkApplicable(*m_services.root, m_changeSet);
}

Result<QVariantList> Apply::act(const RequestContext &call)
{
    auto log = openTransactionLog(m_services);
    if (!log)
        return fail(log.error());
    const auto record = log->apply(m_changeSet, originOf(*call.caller()));
    if (!record)
        return fail(record.error());
    return QVariantList{QString::fromStdString(record->id), toStringList(record->files)};
}

} // namespace pamphlet::helper
