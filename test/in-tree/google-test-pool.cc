/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "google-test-pool.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ns3
{

namespace
{

/// The life of a forked process: one test.
[[noreturn]] void
RunTest(const std::string& name, int output)
{
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    testing::GTEST_FLAG(filter) = name;
    const int status = RUN_ALL_TESTS();
    std::fflush(nullptr);
    _exit(status);
}

std::string
ReadFromStart(std::FILE* file)
{
    std::string text;
    std::rewind(file);
    char part[4096];
    while (const auto size = std::fread(part, 1, sizeof(part), file))
    {
        text.append(part, size);
    }
    return text;
}

} // namespace

GoogleTestPool::GoogleTestPool()
    : m_most(std::max(1U, std::thread::hardware_concurrency()))
{
    int count = 1;
    char name[] = "synthetic-traffic";
    char* arguments[] = {name, nullptr};
    testing::InitGoogleTest(&count, arguments);
    testing::GTEST_FLAG(color) = "no";
    const auto& all = *testing::UnitTest::GetInstance();
    for (int i = 0; i < all.total_test_suite_count(); ++i)
    {
        const auto& suite = *all.GetTestSuite(i);
        for (int j = 0; j < suite.total_test_count(); ++j)
        {
            m_names.push_back(std::string(suite.name()) + "." + suite.GetTestInfo(j)->name());
        }
    }
    m_outcomes.resize(m_names.size());
}

const std::vector<std::string>&
GoogleTestPool::GetNames() const
{
    return m_names;
}

const GoogleTestPool::Outcome&
GoogleTestPool::WaitFor(std::size_t place)
{
    while (!m_outcomes[place].isDone)
    {
        while (m_next < m_names.size() && m_running.size() < m_most)
        {
            StartNext();
        }
        AwaitAny();
    }
    return m_outcomes[place];
}

void
GoogleTestPool::StartNext()
{
    const auto place = m_next++;
    std::FILE* output = std::tmpfile();
    std::fflush(nullptr); // or both processes would write what is buffered
    const pid_t process = output ? fork() : -1;
    if (process == 0)
    {
        RunTest(m_names[place], fileno(output));
    }
    if (process < 0)
    {
        m_outcomes[place] = {true, false, std::string("no process: ") + std::strerror(errno)};
        if (output)
        {
            std::fclose(output);
        }
        return;
    }
    m_running[process] = {place, output};
}

void
GoogleTestPool::AwaitAny()
{
    if (m_running.empty())
    {
        return;
    }
    int status = 0;
    const pid_t process = waitpid(-1, &status, 0);
    const auto running = m_running.find(process);
    if (running == m_running.end())
    {
        return; // interrupted, or not ours
    }
    auto& outcome = m_outcomes[running->second.place];
    outcome.isDone = true;
    outcome.hasPassed = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    outcome.output = ReadFromStart(running->second.output);
    if (WIFSIGNALED(status))
    {
        outcome.output += "ended by signal " + std::to_string(WTERMSIG(status)) + "\n";
    }
    std::fclose(running->second.output);
    m_running.erase(running);
}

} // namespace ns3
