/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MEMCACHED_TEXT_H
#define MEMCACHED_TEXT_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @name The text protocol of memcached (doc/protocol.txt of memcached 1.6)
 *
 * The commands that key-value traffic needs: `set`, `get`, `quit`.
 * @{
 */

/// @return "set KEY 0 0 SIZE\r\nVALUE\r\n"
std::string MakeMemcachedSet(std::string_view key, std::string_view value);
/// @return "get KEY\r\n"
std::string MakeMemcachedGet(std::string_view key);

/// A client's command, as a server reads it.
struct MemcachedCommand
{
    /// Commands that are known.
    enum Kind
    {
        SET,
        GET,
        QUIT,
        UNKNOWN, //!< "ERROR"
        BAD,     //!< "CLIENT_ERROR" and what `error` says
        TOO_LARGE
    };

    Kind kind{UNKNOWN};            //!< see Kind
    std::vector<std::string> keys; //!< one for SET
    uint32_t flags{0};             //!< of a SET
    bool noReply{false};           //!< the client wants no reply
    std::string value;             //!< of SET
    std::string error;             //!< of BAD
};

/**
 * @ingroup synthetic-traffic
 * Takes a client's bytes, in pieces of any size, and gives its commands.
 */
class MemcachedCommandParser
{
  public:
    /// @param bytes as they came, cut anywhere
    void Add(std::string_view bytes);
    /// @return whether there was a whole command
    bool Next(MemcachedCommand& command);

    /// The longest line: memcached's own limit is 2048 for a key, and closes beyond 8192.
    static constexpr std::size_t MAX_LINE = 8192;
    static constexpr std::size_t MAX_KEY = 250; //!< bytes, as memcached's
    /// memcached's default limit of an item.
    static constexpr std::size_t MAX_VALUE = 1 << 20;

  private:
    bool TakeLine(std::string_view& line);
    void ReadLine(std::string_view line, MemcachedCommand& command);

    std::string m_buffer;
    std::size_t m_begin{0}; //!< of what is not used yet
    bool m_inValue{false};  //!< m_set waits for its value
    std::size_t m_skip{0};  //!< bytes of a value that is too large
    std::size_t m_size{0};  //!< of the value that is awaited
    MemcachedCommand m_set;
};

/// What a server says to one command, as a client reads it.
struct MemcachedReply
{
    /// Replies that are known.
    enum Kind
    {
        STORED,
        VALUE, //!< a hit
        END,   //!< a miss
        ERROR  //!< anything else; `value` is the line
    };

    Kind kind{ERROR};  //!< see Kind
    std::string key;   //!< of a VALUE
    std::string value; //!< of a VALUE
};

/**
 * @ingroup synthetic-traffic
 * Takes a server's bytes, in pieces of any size, and gives its replies to commands of one key each.
 */
class MemcachedReplyParser
{
  public:
    /// @param bytes as they came, cut anywhere
    void Add(std::string_view bytes);
    /// @return whether there was a whole reply
    bool Next(MemcachedReply& reply);
    /// Bytes that belong to replies which were not given yet.
    std::size_t GetUnused() const;

  private:
    std::string m_buffer;
    std::size_t m_begin{0};
};

/// @}

/**
 * @ingroup synthetic-traffic
 * Which of n servers keeps a key: the rule of python-memcached, ((CRC-32 of the key) >> 16) &
 * 0x7fff, 1 where that is 0, modulo n. What the original's library does is not known.
 */
std::size_t ChooseMemcachedServer(std::string_view key, std::size_t n);

} // namespace ns3

#endif // MEMCACHED_TEXT_H
