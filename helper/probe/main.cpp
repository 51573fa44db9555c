// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// pamphlet-probe: one test login. Started by pamphlet-helper, which hands it one end of a socket pair and nothing else.
#include "helper/probe/channel.h"
#include "helper/probe/login.h"
#include "helper/probe/supervisor.h"
#include "helper/trace/tracesink.h"

#include <cstdio>

#include <sys/socket.h>
#include <unistd.h>

using namespace pamphlet;
using namespace pamphlet::helper;

namespace {

Channel *theChannel = nullptr; // for the tracing module, which knows nothing but the name of a function
pid_t theWorker = 0;

bool isChannel(int descriptor)
{
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

void work(int descriptor)
{
    Channel channel(descriptor);
    theChannel = &channel;
    theWorker = ::getpid();
    if (const auto request = channel.receiveRequest())
        runLogin(*request, channel);
    theChannel = nullptr;
}

} // namespace

extern "C" void pamphlet_trace_sink(const pamphlet_trace_record *record)
{
    // A forked child of a module that goes on through the stack is not the login that is tested.
    if (!theChannel || ::getpid() != theWorker)
        return;
    const auto primitive = static_cast<pam::Primitive>(record->primitive);
    if (record->begins)
        (void)theChannel->send(RuleBegins{primitive, record->rule});
    else
        (void)theChannel->send(RuleReturned{primitive, record->rule, record->returned, record->nanoseconds});
}

int main()
{
    if (!isChannel(channelDescriptor)) {
        std::fputs("pamphlet-probe is started by pamphlet-helper and by nobody else.\n", stderr);
        return 2;
    }
    if (!hardenProbe())
        return 1;
    superviseWorker(channelDescriptor, &work);
    return 0;
}
