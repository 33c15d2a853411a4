package org.spectrastreams.network;

/**
 * The last inner value of a network whose class values are one linear layer of it: what the network
 * looks for, and where each class wants to see it, can be read from its arrays.
 *
 * @param mark the name of the value, [channels, places]
 * @param weights the name of the linear layer's array, [channels × places, classes]
 * @param channels the channels of the value
 * @param places the places of each
 * @param field the points of the input that a place sees
 * @param step the points from one place to the next
 */
public record LatentLayer(
    String mark, String weights, int channels, int places, int field, int step) {}
