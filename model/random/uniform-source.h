/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef UNIFORM_SOURCE_H
#define UNIFORM_SOURCE_H

#include "ns3/ptr.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-stream.h"

#include <cstdint>
#include <optional>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Where a model takes its uniform numbers from: a stream of ns-3, or the exact generator of
 * another tool.
 */
class UniformSource
{
  public:
    virtual ~UniformSource();
    /// @return uniform in [0, 1)
    virtual double NextUniform() = 0;
};

/**
 * @ingroup synthetic-traffic
 * One of ns-3's random streams. What holds it fixes the number of the stream, before the first
 * draw.
 */
class StreamUniformSource : public UniformSource
{
  public:
    StreamUniformSource();

    /// @param stream number of the stream, as for RandomVariableStream::SetStream
    void SetStream(int64_t stream);
    double NextUniform() override;

  private:
    Ptr<UniformRandomVariable> m_variable; //!< while nobody has fixed the number of the stream
    std::optional<RngStream> m_stream;     //!< what a variable of that number would draw from
};

} // namespace ns3

#endif // UNIFORM_SOURCE_H
