/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_FILES_FIXTURE_H
#define RUN_FILES_FIXTURE_H

#include "compare/run-reader.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>
#include <zlib.h>

namespace ns3
{

inline const std::string TABLE_HEADER =
    "id,system,kind,client,server,label,requested_bytes,sent_bytes,received_bytes,start_s,"
    "connect_s,first_byte_s,last_byte_s,end_s,status,error\n";

/// Writes files of runs in an empty directory, and reads them.
class RunFilesTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::filesystem::remove_all(m_directory);
        std::filesystem::create_directories(m_directory);
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_directory);
    }

    /// @return path of the file
    std::string Write(const std::string& name, const std::string& text) const
    {
        const auto path = m_directory / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }

    std::string WriteCompressed(const std::string& name, const std::string& text) const
    {
        const auto path = (m_directory / name).string();
        gzFile file = gzopen(path.c_str(), "wb");
        gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
        gzclose(file);
        return path;
    }

    RecordedRun ReadOne(const std::string& path, bool needsRequests = false) const
    {
        return std::move(ReadRuns({path}, needsRequests).at(0));
    }

    std::string In(const std::string& name) const
    {
        return (m_directory / name).string();
    }

    /// @return the problems with the directory's path cut off, one a line
    std::string Tell(const std::vector<InputProblem>& problems) const
    {
        std::string text;
        for (auto problem : problems)
        {
            const auto prefix = m_directory.string() + '/';
            if (problem.file.substr(0, prefix.size()) == prefix)
            {
                problem.file.erase(0, prefix.size());
            }
            text += problem.ToString() + '\n';
        }
        return text;
    }

    /// @return what is wrong with runs that cannot be read
    std::string Refuse(const std::vector<std::string>& paths) const
    {
        try
        {
            ReadRuns(paths, false);
        }
        catch (const InputError& error)
        {
            return Tell(error.GetProblems());
        }
        return "";
    }

    const std::filesystem::path m_directory =
        std::filesystem::path(testing::TempDir()) / "synthetic-traffic-run-files-test" /
        testing::UnitTest::GetInstance()->current_test_info()->name();
};

} // namespace ns3

#endif // RUN_FILES_FIXTURE_H
