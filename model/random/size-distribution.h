/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SIZE_DISTRIBUTION_H
#define SIZE_DISTRIBUTION_H

#include "ns3/distribution.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * An empirical distribution: points of a cumulative distribution function, and the rule by which a
 * size is made of them. LoadSizeDistribution() reads one from a file, FindPublishedSizes() knows
 * some by name.
 *
 * A draw costs the same whatever the number of points: a guide table says for each of a number of
 * equal parts of [0, 1) at which point the search begins (Chen and Asau, "On generating random
 * variates from an empirical distribution", AIIE Transactions 6, 1974). It gives the value that a
 * binary search gives for the same uniform number, bit for bit.
 */
class SizeDistribution : public Distribution
{
  public:
    /// How a size is made of the points.
    enum class Sampling
    {
        LINEAR, //!< between two points, on the straight line from one to the other
        STEP    //!< the size of the upper one of two points
    };

    /// The fraction of flows that are no larger than this.
    struct Point
    {
        double size;     //!< bytes
        double fraction; //!< 0 to 1
    };

    /**
     * @param name for messages, such as that of a file
     * @param points at least one. Sizes and fractions do not fall; sizes are not negative; the last
     *        fraction is 1. Equal sizes are a jump, equal fractions a gap. The first point counts
     *        from the point (0, 0) on for LINEAR, and as so much of its own size for STEP.
     * @param sampling between the points, or in steps
     * @throw std::invalid_argument when the points are not so
     */
    SizeDistribution(std::string name, std::vector<Point> points, Sampling sampling);

    /// The same points with another rule.
    std::shared_ptr<const SizeDistribution> WithSampling(Sampling sampling) const;

    /// GetQuantile() of one uniform number.
    double Draw(UniformSource& uniform) const override;
    double GetLimitedMean(double limit) const override;
    double GetSurvival(double number) const override;
    std::string GetName() const override;

    /**
     * The inverse of the distribution function: of the first point whose fraction is not less.
     * @param fraction 0 to 1
     */
    double GetQuantile(double fraction) const;
    /// @return the fraction of sizes that are not greater than this
    double GetFraction(double size) const;

    /// @return sizes rising, fractions up to 1
    const std::vector<Point>& GetPoints() const;
    /// @return linear between points, or in steps
    Sampling GetSampling() const;

  private:
    /// @return the index of the first point whose fraction is not less
    std::size_t FindPoint(double fraction) const;
    void MakeGuide();

    std::string m_name;
    std::vector<Point> m_points;
    Sampling m_sampling;
    double m_cells;                //!< in the guide table: a power of two
    std::vector<uint32_t> m_guide; //!< FindPoint() of the lower end of each cell
};

} // namespace ns3

#endif // SIZE_DISTRIBUTION_H
