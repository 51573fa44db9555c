// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace pamphlet::ui {

/// Runs `function` on a thread of the pool. It must only touch values that it owns or that never change.
template<class Function>
QFuture<std::invoke_result_t<Function>> inBackground(Function function)
{
    using Value = std::invoke_result_t<Function>;
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    QFuture<Value> future = promise->future();
    QThreadPool::globalInstance()->start([promise, function = std::move(function)]() mutable {
        promise->addResult(function());
        promise->finish();
    });
    return future;
}

/// Calls `callback(value)` in the thread of `context`; never if the context dies first or the future was cancelled.
/// (A watcher and not QFuture::then(context, …), which looks at the context from the other thread.)
template<class Value, class Callback>
void whenDone(const QFuture<Value> &future, QObject *context, Callback callback)
{
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, callback = std::move(callback)]() mutable {
        watcher->deleteLater();
        if (!watcher->isCanceled() && watcher->future().resultCount() > 0) {
            callback(watcher->result());
        }
    });
    watcher->setFuture(future);
}

} // namespace pamphlet::ui
