/**
 * Linear and kernel classifiers of chemometrics as networks: fitted in closed form, not trained.
 */
package org.spectrastreams.network.chemometric;
