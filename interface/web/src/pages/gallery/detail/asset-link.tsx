import { Link } from 'react-router'
import { useAsset } from '../../../api/assets.ts'

/** An asset by its name; by its id until that is known, or when it is gone. */
export function AssetLink({ id }: { id: string }) {
  const { data } = useAsset(id)
  return (
    <Link to={`/gallery/${id}`} className="text-accent-text hover:underline">
      {data === undefined ? id : data.name}
    </Link>
  )
}
