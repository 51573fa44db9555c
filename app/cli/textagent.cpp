// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/textagent.h"

#define POLKIT_AGENT_I_KNOW_API_IS_SUBJECT_TO_CHANGE
#include <polkitagent/polkitagent.h>

#include <utility>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace pamphlet::app::cli {

namespace {

template<class T>
struct Unref {
    void operator()(T *object) const { g_object_unref(object); }
};
template<class T>
using Object = std::unique_ptr<T, Unref<T>>;

} // namespace

struct TextAgent::Private {
    int tty = -1;
    termios before = {};
    termios asking = {}; ///< as it was when the process was stopped
    gpointer registration = nullptr; ///< never unregistered: that waits for the thread, and the thread may be waiting for a person

    ~Private()
    {
        if (tty >= 0) {
            ::tcsetattr(tty, TCSADRAIN, &before);
            ::close(tty);
        }
    }
};

TextAgent::TextAgent(std::unique_ptr<Private> p)
    : d(std::move(p))
{ }

TextAgent::~TextAgent() = default;

void TextAgent::suspend()
{
    if (::tcgetattr(d->tty, &d->asking) == 0)
        ::tcsetattr(d->tty, TCSADRAIN, &d->before);
}

void TextAgent::resume()
{
    ::tcsetattr(d->tty, TCSADRAIN, &d->asking);
}

std::unique_ptr<TextAgent> TextAgent::forTerminal()
{
    // root is never asked.
    if (::geteuid() == 0 || ::isatty(STDIN_FILENO) != 1)
        return nullptr;
    auto d = std::make_unique<Private>();
    d->tty = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (d->tty < 0)
        return nullptr;
    if (::tcgetattr(d->tty, &d->before) != 0) {
        ::close(std::exchange(d->tty, -1));
        return nullptr;
    }
    const Object<PolkitAgentListener> listener(polkit_agent_text_listener_new(nullptr, nullptr));
    if (!listener)
        return nullptr;
    const Object<PolkitSubject> process(polkit_unix_process_new_for_owner(::getpid(), 0, static_cast<gint>(::getuid())));
    // As a fallback, so that a graphical agent of the session goes first. Without a session there is none that could, and polkit
    // looks for fallbacks by way of the session only.
    const Object<PolkitSubject> session(polkit_unix_session_new_for_process_sync(::getpid(), nullptr, nullptr));
    GVariantBuilder options;
    g_variant_builder_init(&options, G_VARIANT_TYPE_VARDICT);
    if (session)
        g_variant_builder_add(&options, "{sv}", "fallback", g_variant_new_boolean(TRUE));
    GVariant *const parameters = g_variant_ref_sink(g_variant_builder_end(&options));
    d->registration = polkit_agent_listener_register_with_options(listener.get(), POLKIT_AGENT_REGISTER_FLAGS_RUN_IN_THREAD, process.get(),
                                                                  nullptr, parameters, nullptr, nullptr);
    g_variant_unref(parameters);
    if (!d->registration)
        return nullptr;
    return std::unique_ptr<TextAgent>(new TextAgent(std::move(d)));
}

} // namespace pamphlet::app::cli
