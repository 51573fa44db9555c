// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session.h"

#include "app/cli/signalwatcher.h"
#include "app/cli/textagent.h"
#include "app/dbus/helperforroot.h"
#include "ui/text/text.h"

#include <QFile>

#include <utility>

namespace pamphlet::app::cli {

Session::Session(Options options)
    : m_options(std::move(options))
    , m_console({m_options.noColor, m_options.quiet})
{ }

Session::~Session() = default;

Result<Tree> Session::tree() const
{
    return openTree(m_options.root, m_options.libpam);
}

Result<ui::HelperPort *> Session::helper()
{
    if (m_helper)
        return m_helper.get();
    const QString root = QFile::decodeName(QByteArray::fromStdString(m_options.root));
    const auto place = helperPlace(root);
    if (!place)
        return pamphlet::fail(place.error());
    auto helper = helperForRoot(root);
    if (!helper)
        return pamphlet::fail(helper.error());
    // Not having an agent of our own is no error: there may be another one, or no question.
    if (*place == HelperPlace::System)
        m_agent = TextAgent::forTerminal();
    m_helper = std::move(*helper);
    return m_helper.get();
}

SignalWatcher &Session::watchSignals()
{
    if (!m_signals) {
        m_signals = std::make_unique<SignalWatcher>();
        connect(m_signals.get(), &SignalWatcher::suspending, this, [this] {
            if (m_agent)
                m_agent->suspend();
        });
        connect(m_signals.get(), &SignalWatcher::resumed, this, [this] {
            if (m_agent)
                m_agent->resume();
        });
    }
    return *m_signals;
}

void Session::finish(ExitCode code)
{
    if (std::exchange(m_finished, true))
        return;
    m_agent.reset(); // whatever it was asking, the terminal is given back before anything more is said
    if (!m_console.flush()) {
        m_console.complaint(tr("Standard output could not be written."));
        code = ExitCode::Failure;
    }
    Q_EMIT finished(static_cast<int>(code));
}

void Session::fail(const Error &error)
{
    m_console.complaint(shown(ui::text::errorMessage(error)));
    finish(exitCodeFor(error.code));
}

void Session::interrupt()
{
    m_agent.reset();
    m_console.complaint(tr("Interrupted. Whether the change was still made is not certain: look at the files."));
    finish(ExitCode::Failure);
}

} // namespace pamphlet::app::cli
