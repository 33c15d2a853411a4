<#-- Every library that ships, with the licences that its authors name. -->
Libraries that Spectra Streams is built on, each under the licence of its authors (one of them, where several stand).
Those of the training distribution are among them. Written by mvn verify into target; ThirdPartyIT compares.

<#list dependencyMap?sort_by("key") as entry>
<#assign library = entry.getKey()/>
${library.groupId}:${library.artifactId}:${library.version}
    <#list entry.getValue() as licence>${licence}<#if licence_has_next> or </#if></#list>
</#list>
