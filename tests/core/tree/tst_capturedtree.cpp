// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tree/capturedtree.h"
#include "core/tree/memorytree.h"

#include <QTest>

#include <thread>

using namespace pamphlet;

class TestCapturedTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_base = std::make_shared<MemoryTree>();
        m_base->setFile("/etc/teleport.yaml", "one\n", 0600);
        m_tree = std::make_unique<CapturedTree>(m_base);
    }

    void whatWasReadStays()
    {
        QCOMPARE(m_tree->read("/etc/teleport.yaml").bytes, std::string("one\n"));
        QCOMPARE(m_tree->list("/etc"), std::vector<std::string>{"teleport.yaml"});
        QCOMPARE(m_tree->status("/etc/none").kind, FileKind::Missing);
        m_base->setFile("/etc/teleport.yaml", "two\n", 0644);
        m_base->setFile("/etc/none", "now there\n");
        QCOMPARE(m_tree->read("/etc/teleport.yaml").bytes, std::string("one\n"));
        QCOMPARE(m_tree->status("/etc/teleport.yaml").mode, 0600u);
        QCOMPARE(m_tree->list("/etc"), std::vector<std::string>{"teleport.yaml"});
        QCOMPARE(m_tree->status("/etc/none").kind, FileKind::Missing);
    }

    void whatNobodyAskedForIsReadWhenSomebodyDoes()
    {
        m_base->setFile("/etc/teleport.yaml", "two\n");
        m_base->setFile("/srv/later", "later\n");
        QCOMPARE(m_tree->read("/etc/teleport.yaml").bytes, std::string("two\n"));
        QCOMPARE(m_tree->read("/srv/later").bytes, std::string("later\n"));
    }

    // A status that was taken before the file changed does not outlive the bytes that go with it.
    void bytesAndStatusBelongTogether()
    {
        QCOMPARE(m_tree->status("/etc/teleport.yaml").mode, 0600u);
        m_base->setFile("/etc/teleport.yaml", "two\n", 0644);
        QCOMPARE(m_tree->read("/etc/teleport.yaml").status.mode, 0644u);
        QCOMPARE(m_tree->status("/etc/teleport.yaml").mode, 0644u);
    }

    void privateKeysAreNotKept()
    {
        const std::string key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        QVERIFY(holdsPrivateKey(key));
        QVERIFY(holdsPrivateKey("x\n-----BEGIN EC PRIVATE KEY-----\n"));
        QVERIFY(!holdsPrivateKey("-----BEGIN CERTIFICATE-----\n"));
        m_base->setFile("/key.pem", key);
        QCOMPARE(m_tree->read("/key.pem").bytes, key);
        QCOMPARE(m_tree->read("/key.pem").bytes, key);
        // Another one in its place: nobody shall take it for the first.
        m_base->setFile("/key.pem", "-----BEGIN PRIVATE KEY-----\nBBBB\n-----END PRIVATE KEY-----\n");
        QCOMPARE(m_tree->read("/key.pem").status.kind, FileKind::Unreadable);
        QVERIFY(m_tree->read("/key.pem").bytes.empty());
        m_base->setFile("/key.pem", key);
        QCOMPARE(m_tree->read("/key.pem").bytes, key);
        m_base->setFile("/etc/shadow", "a:x\n");
        QCOMPARE(m_tree->read("/etc/shadow").bytes, std::string("a:x\n"));
        m_base->setFile("/etc/shadow", "a:y\n");
        QCOMPARE(m_tree->read("/etc/shadow").bytes, std::string("a:y\n"));
    }

    void severalThreads()
    {
        std::vector<std::thread> threads;
        std::atomic<int> wrong = 0;
        for (int i = 0; i < 300; ++i)
            m_base->setFile("/d/" + std::to_string(i), std::to_string(i));
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&] {
                for (int i = 0; i < 300; ++i)
                    wrong += m_tree->read("/d/" + std::to_string(i)).bytes != std::to_string(i) || m_tree->list("/d").size() != 300;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

private:
    std::shared_ptr<MemoryTree> m_base;
    std::unique_ptr<CapturedTree> m_tree;
};

QTEST_GUILESS_MAIN(TestCapturedTree)
#include "tst_capturedtree.moc"
