// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QMap>
#include <QString>
#include <QVariantList>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace pamphlet::helper {

class RequestContext;

/// What a valid call is about.
struct VerbObject {
    QString name; ///< for the audit line: "sudo, motd"
    QMap<QString, QString> details; ///< for the polkit prompt, $(key) in the policy's message; validated values only
};

/**
 * One method of org.pamphlet.Helper1 is one class; one call of it is one object, so what validate() learned stays in members.
 * The Dispatcher drives it: validate → authorize → recheck → act → audit → reply → replied, and owns all that stands between.
 *
 * To add a verb:
 *  1. the method, with a comment, in helper/dbus/org.pamphlet.Helper1.xml;
 *  2. its action in resources/polkit/org.pamphlet.helper1.policy.in;
 *  3. a class in helper/verbs/ that derives from Verb and has
 *       static constexpr std::string_view method = "Apply", actionId = "org.pamphlet.helper1.apply";
 *     (without them it does not compile: see VerbClass);
 *  4. one line in helper/verbs/allverbs.cpp, which also says what its constructor gets.
 * The gate test then covers it by itself, as it walks the XML.
 */
class Verb
{
public:
    Verb() = default;
    virtual ~Verb() = default;
    Verb(const Verb &) = delete;
    Verb &operator=(const Verb &) = delete;

    /**
     * Looks at the arguments alone (their D-Bus types are those of the XML already). Runs before the caller is authorized:
     * it must change nothing, and its errors must tell nothing that the caller could not know. What only an authorized
     * caller may learn (does that transaction exist?) is for recheck().
     */
    virtual Result<VerbObject> validate(const RequestContext &call) = 0;

    /// After consent, which may have taken minutes: does what was validated still hold?
    virtual Result<void> recheck(const RequestContext &call);

    /// Does it and returns the out arguments, in the order and with the types of the XML. Must not block for long, and must
    /// not send signals about objects that only the reply introduces: that is for replied().
    virtual Result<QVariantList> act(const RequestContext &call) = 0;

    /// The reply to a successful act() is on its way; signals sent from here on arrive after it.
    virtual void replied(const RequestContext &call);
};

/// "org.pamphlet.helper1." and a word.
constexpr bool isActionId(std::string_view id)
{
    constexpr std::string_view prefix = "org.pamphlet.helper1.";
    if (!id.starts_with(prefix) || id.size() == prefix.size())
        return false;
    for (const char c : id.substr(prefix.size())) {
        if ((c < 'a' || c > 'z') && c != '-')
            return false;
    }
    return true;
}

/// A verb that names its method and its own polkit action at compile time. Nothing else can be registered.
template<class T>
concept VerbClass = std::derived_from<T, Verb> && requires
{
    {
        T::method
        } -> std::convertible_to<std::string_view>;
    {
        T::actionId
        } -> std::convertible_to<std::string_view>;
    requires std::bool_constant<!std::string_view(T::method).empty()>::value;
    requires std::bool_constant<isActionId(T::actionId)>::value;
};

} // namespace pamphlet::helper
