// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/probe/frame.h"

#include <QTest>

#include <random>

using namespace pamphlet;
using namespace pamphlet::helper;

namespace {

std::vector<Frame> examples()
{
    return {
        LoginRequest{"/run/x/c", "sshd", "alice", "root", LoginSequence::TeleportAuth, true, {}},
        LoginRequest{
            "/c", "teleport", "alice", "", LoginSequence::Teleport, true, {"TELEPORT_LOGIN=alice", "EMPTY=", std::string("A=\xff")}},
        LoginRequest{},
        ModuleMessage{7, PromptStyle::EchoOff, "Password: "},
        ModuleMessage{0, PromptStyle::Error, std::string("a\0b\xff\n", 5)},
        RuleBegins{pam::Primitive::Chauthtok, 0xfffffffe},
        RuleReturned{pam::Primitive::CloseSession, 3, -17, 0x1122334455667788},
        CallBegins{},
        CallBegins{pam::Primitive::AcctMgmt},
        CallReturned{std::nullopt, 26, 1},
        CallReturned{pam::Primitive::Setcred, 31, 0},
        SequenceEnded{},
        ProbeEnded{true, 11, 0},
        ProbeEnded{false, 0, 0x11223344},
    };
}

} // namespace

class tst_frame : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsReadBack()
    {
        for (const Frame &frame : examples()) {
            const auto read = decodeFrame(encodeFrame(frame));
            QVERIFY2(read, read ? "" : read.error().detail.c_str());
            QVERIFY(*read == frame);
        }
    }

    void aTextThatIsTooLongIsCut()
    {
        const auto bytes = encodeFrame(ModuleMessage{0, PromptStyle::Info, std::string(1U << 20, 'x')});
        QVERIFY(bytes.size() <= maxFrameBytes);
        const auto read = decodeFrame(bytes);
        QVERIFY(read);
        QCOMPARE(std::get<ModuleMessage>(*read).text.size(), maxFrameText);
    }

    void everyTruncationAndEveryAdditionIsRefused()
    {
        for (const Frame &frame : examples()) {
            const auto bytes = encodeFrame(frame);
            for (std::size_t size = 0; size < bytes.size(); ++size)
                QVERIFY(!decodeFrame(std::string_view(bytes).substr(0, size)));
            QVERIFY(!decodeFrame(bytes + '\0'));
        }
    }

    void valuesOutOfRangeAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const char *hex) { QTest::newRow(name) << QByteArray::fromHex(hex); };
        row("no bytes", "");
        row("kind 0", "0000000000");
        row("the kind of an answer", "0900000000");
        row("kind 255", "ff00000000");
        row("a primitive that does not exist", "03 05000000 06 00000000");
        row("pam_start has no rules", "03 05000000 ff 00000000");
        row("style 4", "02 09000000 00000000 04 00000000");
        row("a text longer than its frame", "02 0a000000 00000000 02 05000000 41");
        row("a text of 4 GiB", "02 0a000000 00000000 02 ffffffff 41");
        row("a length that is not the frame's", "05 02000000 00");
        row("a flag of 2", "08 05000000 02 00000000");
        row("sequence 5", "01 12000000 00000000 00000000 00000000 00000000 05 00");
    }
    void valuesOutOfRangeAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto read = decodeFrame({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidInput);
    }

    void changedBytesNeverDoMoreThanFail()
    {
        std::mt19937 random(20260101);
        const auto frames = examples();
        int accepted = 0;
        for (int round = 0; round < 20000; ++round) {
            auto bytes = encodeFrame(frames[random() % frames.size()]);
            for (auto flips = random() % 4; flips > 0; --flips)
                bytes[random() % bytes.size()] = static_cast<char>(random());
            if (const auto read = decodeFrame(bytes)) {
                QCOMPARE(encodeFrame(*read), bytes); // whatever is accepted is canonical
                ++accepted;
            }
        }
        QVERIFY(accepted > 0);
    }

    void anAnswerIsReadInPlace()
    {
        const auto header = encodeAnswerHeader(9, 6);
        const std::string bytes = std::string(header.data(), header.size()) + "secret";
        const auto answer = decodeAnswer(bytes);
        QVERIFY(answer);
        QCOMPARE(answer->prompt, 9U);
        QVERIFY(answer->secret == "secret");
        QVERIFY(answer->secret.data() == bytes.data() + header.size());
        QVERIFY(!decodeAnswer(bytes + "x"));
        QVERIFY(!decodeAnswer(std::string_view(bytes).substr(0, bytes.size() - 1)));
        QVERIFY(!decodeAnswer(""));
        QVERIFY(!decodeFrame(bytes));
    }

    void anAnswerHasItsLimit()
    {
        const auto whole = [](std::size_t size) {
            const auto header = encodeAnswerHeader(1, size);
            return std::string(header.data(), header.size()) + std::string(size, 'x');
        };
        QVERIFY(decodeAnswer(whole(0)));
        QVERIFY(decodeAnswer(whole(maxAnswerBytes)));
        QVERIFY(!decodeAnswer(whole(maxAnswerBytes + 1)));
    }

    void sequencesHaveNames()
    {
        for (const auto sequence : {LoginSequence::Generic, LoginSequence::Sshd, LoginSequence::Teleport, LoginSequence::TeleportAuth,
                                    LoginSequence::TokenService})
            QVERIFY(loginSequenceFromName(loginSequenceName(sequence)) == sequence);
        QVERIFY(!loginSequenceFromName(""));
        QVERIFY(!loginSequenceFromName("SSHD"));
    }
};

QTEST_GUILESS_MAIN(tst_frame)
#include "tst_frame.moc"
