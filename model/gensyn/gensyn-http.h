/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_HTTP_H
#define GENSYN_HTTP_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{

/**
 * @name HTTP as the Web and FTP modules speak it
 *
 * Requests and responses of HTTP/1.1 (RFC 9112), one on a connection: "Connection: close".
 * @{
 */
/// The head of a request for a file.
struct GensynHttpRequest
{
    /// @return the text, with the empty line at its end
    std::string ToText() const;
    /// @return none when it is no request
    static std::optional<GensynHttpRequest> Parse(std::string_view head);

    std::string method{"GET"}; //!< "GET"
    std::string path;          //!< from the '/' on
    std::string host;          //!< name of the server
};

/// The head of a response.
struct GensynHttpResponse
{
    /// @return the text, with the empty line at its end
    std::string ToText() const;
    /// @return none when it is no response
    static std::optional<GensynHttpResponse> Parse(std::string_view head);

    int status{200};                //!< 200, 404, ...
    std::optional<uint64_t> length; //!< of the body; none: it ends with the connection
};

/**
 * Gathers the bytes of a head until its end, which may come in any pieces.
 */
class GensynHttpHead
{
  public:
    /// More than a head may have.
    static constexpr std::size_t LARGEST = 16384;

    /// How much of a head has come.
    enum State
    {
        INCOMPLETE,
        COMPLETE,
        TOO_LARGE
    };

    /**
     * Take the next bytes.
     * @param[in,out] bytes what came; afterwards what does not belong to the head
     */
    State Add(std::string_view& bytes);
    /// @return the text so far
    const std::string& GetText() const;
    /// Begin with the next head.
    void Clear();

  private:
    std::string m_text;
};

/**
 * The path of a file of some size on a content server.
 * @return "/154000"
 */
std::string MakeGensynPath(uint64_t bytes);
/// @return the size that a path asks for: that of its last part, an extension aside
/// ("/a/154000.gif")
std::optional<uint64_t> ParseGensynPath(std::string_view path);
/// @}

} // namespace ns3

#endif // GENSYN_HTTP_H
