// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"
#include "core/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/**
 * What the helper and a probe say to each other, one frame a message of a SOCK_SEQPACKET pair: the kernel keeps messages
 * whole and in order, also when a forked child of a module writes too. A frame is its kind (one byte), the length of the
 * rest (32 bits, little endian; must be exact) and the fields in the order of the structs below. Modules share the
 * probe's address space, so nothing that comes from a probe is trusted: every length is bounded, every enumeration checked.
 */
namespace pamphlet::helper {

inline constexpr std::size_t maxFrameText = 60 * 1024; ///< longer texts of modules are cut here
inline constexpr std::size_t maxFrameBytes = 64 * 1024;
inline constexpr std::size_t maxVariables = 64;
inline constexpr std::size_t maxVariableBytes = 512; ///< with its name
inline constexpr std::size_t maxAnswerBytes = 512; ///< PAM_MAX_RESP_SIZE

/// Whose calls a probe makes, and in which order.
enum class LoginSequence : std::uint8_t {
    Generic, ///< authenticate, acct_mgmt [, setcred, open_session, close_session, setcred (delete)]
    Sshd, ///< the same; empty passwords are not taken, PAM_TTY and PAM_RHOST as sshd sets them
    Teleport, ///< acct_mgmt [, open_session, close_session]: `use_pam_auth` is off unless somebody turned it on
    TeleportAuth, ///< acct_mgmt, authenticate [, open_session, close_session]
    TokenService, ///< authenticate alone; empty passwords are not taken
};

/// "generic", "sshd", "teleport", "teleport-auth", "token-service".
std::string_view loginSequenceName(LoginSequence sequence);
std::optional<LoginSequence> loginSequenceFromName(std::string_view name);

enum class PromptStyle : std::uint8_t { EchoOn, EchoOff, Info, Error };
/// "echo-on", "echo-off", "info", "error".
std::string_view promptStyleName(PromptStyle style);

/// Helper to probe, once, first.
struct LoginRequest {
    std::string confDirectory; ///< for pam_start_confdir
    std::string service;
    std::string user;
    std::string remoteUser; ///< PAM_RUSER: who asked for the test
    LoginSequence sequence = LoginSequence::Generic;
    bool session = false;
    std::vector<std::string> environment = {}; ///< NAME=VALUE, for modules and for what they run; at most maxVariables

    bool operator==(const LoginRequest &) const = default;
};

/// The module says something, or asks: then prompt is not 0 and the probe waits for an answer with this number.
struct ModuleMessage {
    std::uint32_t prompt = 0;
    PromptStyle style = PromptStyle::Info;
    std::string text;

    bool operator==(const ModuleMessage &) const = default;
};

/// The tracing module is about to call the module of a rule.
struct RuleBegins {
    pam::Primitive primitive = pam::Primitive::Authenticate;
    std::uint32_t rule = 0;

    bool operator==(const RuleBegins &) const = default;
};

struct RuleReturned {
    pam::Primitive primitive = pam::Primitive::Authenticate;
    std::uint32_t rule = 0;
    std::int32_t returned = 0;
    std::uint64_t nanoseconds = 0;

    bool operator==(const RuleReturned &) const = default;
};

/// A call of the application is about to be made; nullopt is pam_start.
struct CallBegins {
    std::optional<pam::Primitive> primitive;

    bool operator==(const CallBegins &) const = default;
};

struct CallReturned {
    std::optional<pam::Primitive> primitive;
    std::int32_t code = 0;
    std::uint64_t nanoseconds = 0;

    bool operator==(const CallReturned &) const = default;
};

/// pam_end came back: the sequence ran to its end, well or badly.
struct SequenceEnded {
    bool operator==(const SequenceEnded &) const = default;
};

/// Always the last frame: the process that ran the modules is gone, and so is everything it started, or the time for it is up.
struct ProbeEnded {
    bool signalled = false;
    std::int32_t number = 0; ///< the signal, or the exit status
    std::uint32_t left = 0; ///< processes that could not be ended

    bool operator==(const ProbeEnded &) const = default;
};

using Frame = std::variant<LoginRequest, ModuleMessage, RuleBegins, RuleReturned, CallBegins, CallReturned, SequenceEnded, ProbeEnded>;

/// Texts beyond maxFrameText are cut, so that the result always fits.
std::string encodeFrame(const Frame &frame);
/// InvalidInput for anything that encodeFrame() does not make.
Result<Frame> decodeFrame(std::string_view bytes);

/// Answers have a codec of their own, because a secret is never copied into a std::string: the header goes out
/// together with the secret's own memory (sendmsg), and is read back in place.
using AnswerHeader = std::array<char, 13>;
AnswerHeader encodeAnswerHeader(std::uint32_t prompt, std::size_t size);

struct Answer {
    std::uint32_t prompt = 0;
    std::string_view secret; ///< inside the bytes that were decoded
};
Result<Answer> decodeAnswer(std::string_view bytes);

/// `name` of a call as signals and messages have it; "start" for pam_start.
std::string_view callName(const std::optional<pam::Primitive> &primitive);

} // namespace pamphlet::helper
