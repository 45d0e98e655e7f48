/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOG_LINES_H
#define LOG_LINES_H

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct gzFile_s;

namespace ns3
{

class SkippedLines;

/**
 * The lines of a text file of any size, which may be compressed with gzip. Only one line is in
 * memory; what is longer than MAX_LENGTH is not a line of a log and left out.
 */
class LogLines
{
  public:
    static constexpr std::size_t MAX_LENGTH = 64 << 20;

    /**
     * @param path of the file
     * @throw InputError when it cannot be read, or is not a regular file
     */
    explicit LogLines(const std::string& path);

    /**
     * Go to the next line.
     * @param skipped is told of lines that are too long, and of a compressed file that is damaged
     * @return whether there is one
     */
    bool Next(SkippedLines& skipped);
    /// @return the line without its end; valid until Next
    std::string_view Get() const;
    /// @return its number, from 1
    int GetNumber() const;
    /// @return whether it ends; the last line of a file that was cut does not
    bool IsEnded() const;

    /**
     * @param path of a file
     * @param most bytes
     * @return its beginning, uncompressed; as much as could be read
     * @throw InputError as the constructor, and where a compressed file is broken from its
     * beginning
     */
    static std::string ReadHead(const std::string& path, std::size_t most);

  private:
    struct Closer
    {
        void operator()(gzFile_s* file) const;
    };

    using File = std::unique_ptr<gzFile_s, Closer>;

    static File Open(const std::string& path);
    bool Fill();

    File m_file;
    std::string m_buffer;      //!< what was read, from the current line on
    std::size_t m_begin{0};    //!< of the current line
    std::size_t m_length{0};   //!< of the current line, without its end
    std::size_t m_next{0};     //!< where the next line begins
    bool m_isEnded{true};      //!< is the current line?
    bool m_isExhausted{false}; //!< there is no more to read
    std::string m_damage;      //!< why; empty at the end of a file, and once it was told
    int m_number{0};
};

} // namespace ns3

#endif // LOG_LINES_H
