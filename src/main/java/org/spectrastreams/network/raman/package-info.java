/** The Raman network of Fukuhara 2019 and its importance by the weights of a dense layer. */
package org.spectrastreams.network.raman;
