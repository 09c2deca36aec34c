import type { Picture as Source } from "../data/documents";

export function Picture(props: { picture: Source; alt: string; sizes: string }) {
  const { src, srcset, width, height } = props.picture;
  return (
    <img
      src={src}
      srcset={srcset}
      sizes={props.sizes}
      width={width}
      height={height}
      alt={props.alt}
      loading="lazy"
      decoding="async"
    />
  );
}
