// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/frame.h"

#include <algorithm>

namespace pamphlet::helper {

namespace {

enum Kind : std::uint8_t {
    RequestKind = 1,
    MessageKind,
    RuleBeginsKind,
    RuleReturnedKind,
    CallBeginsKind,
    CallReturnedKind,
    SequenceEndedKind,
    ProbeEndedKind,
    AnswerKind,
};

constexpr std::size_t headerBytes = 5;
constexpr std::size_t maxRequestText = 4096; // PATH_MAX; names are far shorter
constexpr std::uint8_t startByte = 0xff; // pam_start among the primitives

constexpr std::array sequenceNames{
    std::pair{LoginSequence::Generic, std::string_view("generic")},
    std::pair{LoginSequence::Sshd, std::string_view("sshd")},
    std::pair{LoginSequence::Teleport, std::string_view("teleport")},
    std::pair{LoginSequence::TeleportAuth, std::string_view("teleport-auth")},
    std::pair{LoginSequence::TokenService, std::string_view("token-service")},
};

template<class... Lambdas>
struct Overloaded : Lambdas... {
    using Lambdas::operator()...;
};
template<class... Lambdas>
Overloaded(Lambdas...) -> Overloaded<Lambdas...>;

void putNumber(char *out, std::uint64_t value, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; ++i)
        out[i] = static_cast<char>(value >> (8 * i) & 0xff);
}

class Writer
{
public:
    explicit Writer(Kind kind)
        : m_bytes(headerBytes, '\0')
    {
        m_bytes[0] = static_cast<char>(kind);
    }

    Writer &number(std::uint64_t value, std::size_t bytes)
    {
        m_bytes.resize(m_bytes.size() + bytes);
        putNumber(m_bytes.data() + m_bytes.size() - bytes, value, bytes);
        return *this;
    }

    Writer &text(std::string_view text, std::size_t limit)
    {
        text = text.substr(0, limit);
        number(text.size(), 4);
        m_bytes.append(text);
        return *this;
    }

    Writer &call(const std::optional<pam::Primitive> &primitive)
    {
        return number(primitive ? static_cast<std::uint8_t>(*primitive) : startByte, 1);
    }

    std::string take()
    {
        putNumber(m_bytes.data() + 1, m_bytes.size() - headerBytes, 4);
        return std::move(m_bytes);
    }

private:
    std::string m_bytes;
};

/// Reads fields; once one is missing or out of range everything that follows is 0 and ok() is false.
class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_rest(bytes)
    { }

    std::uint64_t number(std::size_t bytes)
    {
        if (m_rest.size() < bytes)
            m_ok = false;
        if (!m_ok)
            return 0;
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(m_rest[i])) << (8 * i);
        m_rest.remove_prefix(bytes);
        return value;
    }

    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::int32_t i32() { return static_cast<std::int32_t>(u32()); }

    template<class Enumeration>
    Enumeration enumeration(Enumeration last)
    {
        const auto value = number(1);
        if (value > static_cast<std::uint64_t>(last))
            m_ok = false;
        return m_ok ? static_cast<Enumeration>(value) : Enumeration{};
    }

    bool flag() { return enumeration<std::uint8_t>(1) == 1; }

    std::string text(std::size_t limit)
    {
        const auto size = u32();
        if (size > limit || size > m_rest.size())
            m_ok = false;
        if (!m_ok)
            return {};
        std::string text(m_rest.substr(0, size));
        m_rest.remove_prefix(size);
        return text;
    }

    std::vector<std::string> texts(std::size_t count, std::size_t limit)
    {
        const auto size = u32();
        if (size > count)
            m_ok = false;
        std::vector<std::string> texts;
        for (std::uint32_t i = 0; m_ok && i < size; ++i)
            texts.push_back(text(limit));
        return texts;
    }

    pam::Primitive primitive() { return enumeration(pam::Primitive::Chauthtok); }

    std::optional<pam::Primitive> call()
    {
        if (!m_rest.empty() && static_cast<std::uint8_t>(m_rest.front()) == startByte) {
            m_rest.remove_prefix(1);
            return std::nullopt;
        }
        return primitive();
    }

    bool ok() const { return m_ok && m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_ok = true;
};

// Braces evaluate from left to right, so the fields are read in the order they stand in.
Frame readFields(std::uint8_t kind, Reader &reader)
{
    switch (kind) {
    case RequestKind:
        return LoginRequest{reader.text(maxRequestText),
                            reader.text(maxRequestText),
                            reader.text(maxRequestText),
                            reader.text(maxRequestText),
                            reader.enumeration(LoginSequence::TokenService),
                            reader.flag(),
                            reader.texts(maxVariables, maxVariableBytes)};
    case MessageKind:
        return ModuleMessage{reader.u32(), reader.enumeration(PromptStyle::Error), reader.text(maxFrameText)};
    case RuleBeginsKind:
        return RuleBegins{reader.primitive(), reader.u32()};
    case RuleReturnedKind:
        return RuleReturned{reader.primitive(), reader.u32(), reader.i32(), reader.number(8)};
    case CallBeginsKind:
        return CallBegins{reader.call()};
    case CallReturnedKind:
        return CallReturned{reader.call(), reader.i32(), reader.number(8)};
    case ProbeEndedKind:
        return ProbeEnded{reader.flag(), reader.i32(), reader.u32()};
    default:
        return SequenceEnded{};
    }
}

} // namespace

std::string_view loginSequenceName(LoginSequence sequence)
{
    return sequenceNames[static_cast<std::size_t>(sequence)].second;
}

std::optional<LoginSequence> loginSequenceFromName(std::string_view name)
{
    for (const auto &[sequence, text] : sequenceNames) {
        if (text == name)
            return sequence;
    }
    return std::nullopt;
}

std::string_view promptStyleName(PromptStyle style)
{
    switch (style) {
    case PromptStyle::EchoOn:
        return "echo-on";
    case PromptStyle::EchoOff:
        return "echo-off";
    case PromptStyle::Error:
        return "error";
    case PromptStyle::Info:
        break;
    }
    return "info";
}

std::string_view callName(const std::optional<pam::Primitive> &primitive)
{
    return primitive ? pam::primitiveName(*primitive) : std::string_view("start");
}

std::string encodeFrame(const Frame &frame)
{
    return std::visit(Overloaded{
                          [](const LoginRequest &request) {
                              Writer writer(RequestKind);
                              writer.text(request.confDirectory, maxRequestText)
                                  .text(request.service, maxRequestText)
                                  .text(request.user, maxRequestText)
                                  .text(request.remoteUser, maxRequestText)
                                  .number(static_cast<std::uint8_t>(request.sequence), 1)
                                  .number(request.session ? 1 : 0, 1)
                                  .number(std::min(request.environment.size(), maxVariables), 4);
                              for (std::size_t i = 0; i < std::min(request.environment.size(), maxVariables); ++i)
                                  writer.text(request.environment[i], maxVariableBytes);
                              return writer.take();
                          },
                          [](const ModuleMessage &message) {
                              return Writer(MessageKind)
                                  .number(message.prompt, 4)
                                  .number(static_cast<std::uint8_t>(message.style), 1)
                                  .text(message.text, maxFrameText)
                                  .take();
                          },
                          [](const RuleBegins &rule) { return Writer(RuleBeginsKind).call(rule.primitive).number(rule.rule, 4).take(); },
                          [](const RuleReturned &rule) {
                              return Writer(RuleReturnedKind)
                                  .call(rule.primitive)
                                  .number(rule.rule, 4)
                                  .number(static_cast<std::uint32_t>(rule.returned), 4)
                                  .number(rule.nanoseconds, 8)
                                  .take();
                          },
                          [](const CallBegins &call) { return Writer(CallBeginsKind).call(call.primitive).take(); },
                          [](const CallReturned &call) {
                              return Writer(CallReturnedKind)
                                  .call(call.primitive)
                                  .number(static_cast<std::uint32_t>(call.code), 4)
                                  .number(call.nanoseconds, 8)
                                  .take();
                          },
                          [](const SequenceEnded &) { return Writer(SequenceEndedKind).take(); },
                          [](const ProbeEnded &ended) {
                              return Writer(ProbeEndedKind)
                                  .number(ended.signalled ? 1 : 0, 1)
                                  .number(static_cast<std::uint32_t>(ended.number), 4)
                                  .number(ended.left, 4)
                                  .take();
                          },
                      },
                      frame);
}

Result<Frame> decodeFrame(std::string_view bytes)
{
    if (bytes.size() < headerBytes || bytes.size() > maxFrameBytes)
        return fail(ErrorCode::InvalidInput, "a frame of " + std::to_string(bytes.size()) + " bytes");
    const auto kind = static_cast<std::uint8_t>(bytes[0]);
    if (kind < RequestKind || kind > ProbeEndedKind)
        return fail(ErrorCode::InvalidInput, "a frame of the unknown kind " + std::to_string(kind));
    if (Reader(bytes.substr(1, 4)).u32() != bytes.size() - headerBytes)
        return fail(ErrorCode::InvalidInput, "a frame whose length is not the one it claims");
    Reader reader(bytes.substr(headerBytes));
    Frame frame = readFields(kind, reader);
    if (!reader.ok())
        return fail(ErrorCode::InvalidInput, "a malformed frame of kind " + std::to_string(kind));
    return frame;
}

AnswerHeader encodeAnswerHeader(std::uint32_t prompt, std::size_t size)
{
    AnswerHeader header{};
    header[0] = static_cast<char>(AnswerKind);
    putNumber(header.data() + 1, header.size() - headerBytes + size, 4);
    putNumber(header.data() + 5, prompt, 4);
    putNumber(header.data() + 9, size, 4);
    return header;
}

Result<Answer> decodeAnswer(std::string_view bytes)
{
    constexpr std::size_t header = std::tuple_size_v<AnswerHeader>;
    if (bytes.size() < header || bytes.size() > header + maxAnswerBytes || bytes[0] != static_cast<char>(AnswerKind))
        return fail(ErrorCode::InvalidInput, "not an answer");
    Reader reader(bytes.substr(1, header - 1));
    const auto length = reader.u32();
    const auto prompt = reader.u32();
    const auto size = reader.u32();
    if (length != bytes.size() - headerBytes || size != bytes.size() - header)
        return fail(ErrorCode::InvalidInput, "an answer whose length is not the one it claims");
    return Answer{prompt, bytes.substr(header)};
}

} // namespace pamphlet::helper
