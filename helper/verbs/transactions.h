// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/transaction.h"
#include "helper/services.h"
#include "helper/verb.h"

#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::helper {

class Caller;

/// Opens the journal and first brings what a killed helper left to an end.
Result<change::TransactionLog> openTransactionLog(const Services &services);

/// recover() if there is a journal at all; creates nothing. The ids of what was brought to an end.
Result<std::vector<std::string>> recoverTransactions(const Services &services);

/// By id, or the last applied one that was not rolled back; NotFound, NothingToRollBack. Creates nothing.
Result<change::TransactionRecord> findTransaction(const Services &services, const std::string &id);

/// Who, now, with a fresh random id.
change::Origin originOf(const Caller &caller);

bool isTransactionId(std::string_view id);

/// "sudo, motd" for the prompt and the audit line.
VerbObject filesObject(const std::vector<std::string> &paths);

QStringList toStringList(const std::vector<std::string> &texts);

} // namespace pamphlet::helper
