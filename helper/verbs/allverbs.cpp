// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/verbs/allverbs.h"

#include "helper/dispatcher.h"
#include "helper/services.h"
#include "helper/verbs/answertest.h"
#include "helper/verbs/apply.h"
#include "helper/verbs/canceltest.h"
#include "helper/verbs/rollback.h"
#include "helper/verbs/startteleporttest.h"
#include "helper/verbs/starttest.h"

namespace pamphlet::helper {

void addAllVerbs(Dispatcher &dispatcher, Services &services)
{
    dispatcher.add<Apply>(services);
    dispatcher.add<Rollback>(services);
    dispatcher.add<StartTest>(services);
    dispatcher.add<StartTeleportTest>(services);
    dispatcher.add<AnswerTest>(services);
    dispatcher.add<CancelTest>(services);
}

} // namespace pamphlet::helper
